import json
from pathlib import Path

import pytest

from runbook.cli.commands.diff import FORMATS, command
from runbook.cli.exits import Exit

PLAYBOOK = Path(__file__).parents[3] / "playbooks/karmacheck/cancel-case.yaml"


def changed(tmp_path: Path) -> str:
    text = PLAYBOOK.read_text()
    settled = '"Unable to cancel case.", then: settle'
    assert settled in text
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace(settled, '"Unable to cancel case.", then: ask'))
    return str(path)


def test_a_row_that_leads_elsewhere_is_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PLAYBOOK), changed(tmp_path)], standalone_mode=False) == Exit.DONE
    said = capsys.readouterr().out
    assert "settle by kc.get_case -> a person decides" in said
    assert "1 answer now leads elsewhere" in said


@pytest.mark.parametrize("output", FORMATS)
def test_every_format_tells_it(output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PLAYBOOK), changed(tmp_path), "-o", output], standalone_mode=False) == Exit.DONE
    said = capsys.readouterr().out
    assert "1 answer now leads elsewhere" in said
    if output == "json":
        assert json.loads(said)["same"] is False


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(PLAYBOOK), str(tmp_path / "none.yaml")], standalone_mode=False) == Exit.INVALID
    assert "none.yaml" in capsys.readouterr().err
