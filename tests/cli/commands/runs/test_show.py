import json
import os
from pathlib import Path

import pytest
from prepared import prepared

from runbook.cli.carry_out import carry_out
from runbook.cli.commands.runs import command
from runbook.cli.exits import Exit
from runbook.runtime.state import runs_directory, state_directory


def said(*arguments: str) -> int:
    code: int = command.main(list(arguments), prog_name="runbook runs", standalone_mode=False)
    return code


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> str:
    """The name of a run that just ended."""
    carry_out(prepared("case_id=c-91", "service_ids=s1,s2"), "json", yes=False)
    return str(json.loads(capsys.readouterr().out)["run"])


def test_a_run_is_shown(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said("show", run) == Exit.DONE
    assert "422" in capsys.readouterr().out


def test_for_machines_the_report_is_the_same_as_after_the_run(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said("list", "-o", "json") == Exit.DONE
    (listed,) = json.loads(capsys.readouterr().out)
    assert said("show", run, "-o", "json") == Exit.DONE
    shown = json.loads(capsys.readouterr().out)
    assert (listed["run"], listed["state"]) == (shown["run"], shown["state"]) == (run, "done_with_notes")


def test_a_misspelt_run_is_suggested(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said("show", run[:-1] + "x") == Exit.INVALID
    assert run in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a b"])
def test_what_is_no_name_of_a_run_is_refused(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said("show", name) == Exit.INVALID
    assert "error[unknown-run]" in capsys.readouterr().err


def test_a_journal_that_was_changed_is_never_believed(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    path: Path = runs_directory(state_directory(os.environ)) / f"{run}.db"
    path.write_bytes(path.read_bytes().replace(b"Service cannot be canceled.", b"Service cannot be cancelen."))
    assert said("show", run) == Exit.INVALID
    assert "error[damaged-journal]" in capsys.readouterr().err
