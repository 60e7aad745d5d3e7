import json
from pathlib import Path

import jsonschema
import pytest

from runbook.cli.commands.schema import SCHEMAS, command
from runbook.cli.exits import Exit

FOLDER = Path(__file__).parents[3] / "schemas"


def test_the_list_and_the_folder_agree() -> None:
    assert sorted(SCHEMAS) == sorted(path.name.removesuffix(".schema.json") for path in FOLDER.glob("*.schema.json"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema_and_printed_as_it_is(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([name], standalone_mode=False) == Exit.DONE
    said = capsys.readouterr().out
    jsonschema.Draft202012Validator.check_schema(json.loads(said))
    assert said == (FOLDER / f"{name}.schema.json").read_text()


def test_an_unknown_name_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["playbok"], standalone_mode=False) == Exit.INVALID
    assert 'did you mean "playbook"?' in capsys.readouterr().err
