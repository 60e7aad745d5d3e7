import json

import jsonschema
import pytest
from prepared import FALLBACK, ROOT, place_of, prepared

from runbook.cli.carry_out import carry_out
from runbook.cli.commands.why import command
from runbook.cli.exits import Exit


def said(*arguments: str) -> int:
    code: int = command.main(list(arguments), prog_name="runbook why", standalone_mode=False)
    return code


def test_a_step_is_explained_for_people_and_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    carry_out(prepared("case_id=c-91", "service_ids=s1,s2"), "json", yes=False)
    run = str(json.loads(capsys.readouterr().out)["run"])
    assert said(run, "services") == Exit.DONE
    text = capsys.readouterr().out
    assert "the answer is 422" in text
    assert place_of(FALLBACK) in text
    assert said(run, "services", "--attempt", "1", "-o", "json") == Exit.DONE
    schema = json.loads((ROOT / "schemas/why.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(capsys.readouterr().out))
    assert said(run, "servicse") == Exit.INVALID
    assert 'did you mean "services"?' in capsys.readouterr().err
    assert said(run, "servicse", "-o", "json") == Exit.INVALID
    assert json.loads(capsys.readouterr().out)["findings"][0]["rule"] == "unknown-step"
