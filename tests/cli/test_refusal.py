import json

import pytest

from runbook.cli.exits import Exit
from runbook.cli.refusal import refused, tell
from runbook.diagnostics.diagnostic import Diagnostic

FINDING = Diagnostic("missing-secret", "no secret", subject="secrets.X", help="set it")


def test_people_read_frames_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(refused(FINDING, Exit.REFUSED), "text") == Exit.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "error[missing-secret]: no secret\n  --> secrets.X\n   = help: set it\n"


def test_machines_read_findings_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert tell(refused([FINDING, FINDING]), "json") == Exit.INVALID
    said = capsys.readouterr()
    assert [one["rule"] for one in json.loads(said.out)["findings"]] == ["missing-secret", "missing-secret"]
    assert said.err == ""
