import json
import os
from pathlib import Path

import click
import pytest
from prepared import prepared
from staying import QUESTION, Stay

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


def test_without_runs_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("list") == Exit.DONE
    assert capsys.readouterr().out == "no runs yet\n"
    assert said("list", "--state", "inbox") == Exit.DONE
    assert capsys.readouterr().out == "no runs in that state\n"


def test_a_run_is_listed(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said("list") == Exit.DONE
    assert run in capsys.readouterr().out


def test_a_journal_that_was_changed_is_never_believed(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    path: Path = runs_directory(state_directory(os.environ)) / f"{run}.db"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Service cannot be canceled.", b"Service cannot be cancelen."))
    assert path.read_bytes() != data
    assert said("list") == Exit.DONE
    assert "cannot be read" in capsys.readouterr().out
    assert listed("inbox", capsys) == [run]


def test_the_inbox_shows_only_what_needs_a_person(
    in_doubt: Stay, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stay, doubtful = in_doubt, in_doubt.name
    stay.run(stay.play(QUESTION), "c-plain")
    waiting = stay.name
    monkeypatch.setenv("RUNBOOK_STATE", str(stay.place / "state"))
    assert listed("waiting", capsys) == [waiting]
    assert listed("in_doubt", capsys) == [doubtful]
    assert listed("in_doubt, waiting", capsys) == listed("inbox", capsys) == [waiting, doubtful]
    assert listed("done,unfinished,running,handed_over", capsys) == []
    assert len(listed("", capsys)) == 2
    assert said("list", "--state", "done") == Exit.DONE
    assert capsys.readouterr().out == "no runs in that state\n"
    assert said("list", "--state", "inbox") == Exit.DONE
    shown = capsys.readouterr().out
    assert f"runbook settle {doubtful} case --did-not-happen --because TEXT" in shown
    assert f"runbook answer {waiting} confirm leave" in shown


def listed(states: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert said("list", "--state", states, "-o", "json") == Exit.DONE
    return [one["run"] for one in json.loads(capsys.readouterr().out)]


def test_an_unknown_state_is_suggested() -> None:
    with pytest.raises(click.UsageError, match='did you mean "in_doubt"'):
        said("list", "--state", "indoubt")
