import os
from pathlib import Path

import pytest
from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.run_lines import run_line, state_of
from runbook.frozen import replace
from runbook.interpreter.events import AttemptStarted, Purpose, RunEnded
from runbook.language.procedure import StepState
from runbook.reporting.runs_text import RunLine
from runbook.runtime.journal_contents import glimpse_journal
from runbook.runtime.run_list import RunEntry, list_runs
from runbook.runtime.state import runs_directory, state_directory


def entry() -> RunEntry:
    (found,) = list_runs(runs_directory(state_directory(os.environ)))
    return found


def test_a_run_that_ended_needs_only_its_last_event() -> None:
    cut_off(prepared(), RunEnded("", StepState.FAILED, "no such case", {}))
    line = run_line(replace(entry(), path=Path("nowhere")))
    assert (line.run, line.state, line.because, line.next) == (RUN, StepState.FAILED, "no such case", ())
    assert state_of(line) == "failed"


def test_a_run_that_was_cut_off_says_what_is_unknown_and_how_to_go_on() -> None:
    cut_off(prepared(), AttemptStarted("services", 1, Purpose.ACT, {"effect": "irreversible"}, "sha256:aa"))
    line = run_line(entry())
    assert (line.state, state_of(line)) == (None, "unfinished")
    assert "before an answer was recorded" in line.because
    assert line.next == (f"runbook resume {RUN} --server karmacheck=URL",)
    living = run_line(replace(entry(), running=True))
    assert (state_of(living), living.because, living.next) == ("running", "", ())


def test_a_run_that_never_began_says_that_nothing_was_sent() -> None:
    cut_off(prepared(), started=False)
    assert run_line(entry()).because == "it ended before it began: nothing was sent"
    assert run_line(replace(entry(), running=True)).because == ""


def test_what_cannot_be_read_is_told_with_its_trouble() -> None:
    cut_off(prepared())
    gone = replace(entry(), glimpse=None, trouble="record 3 was changed")
    assert (run_line(gone).trouble, state_of(run_line(gone))) == ("record 3 was changed", "unreadable")
    vanished = replace(entry(), path=entry().path.with_name("r-2.db"))
    assert glimpse_journal(entry().path).run == RUN
    assert "No such file" in run_line(vanished).trouble


@pytest.mark.parametrize(
    ("state", "running", "word"),
    [(StepState.WAITING, True, "running"), (StepState.WAITING, False, "waiting"), (StepState.DONE, True, "done")],
)
def test_a_run_that_a_process_drives_is_running(state: StepState, running: bool, word: str) -> None:
    assert state_of(RunLine("r-1", "", "", 0.0, state, running, "")) == word
