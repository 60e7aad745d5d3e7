import os
from pathlib import Path

import pytest
from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.run_lines import run_line, state_of, words_of
from runbook.frozen import replace
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    Event,
    Purpose,
    RunEnded,
    StepEnded,
)
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.runs_text import RunLine
from runbook.runtime.journal_contents import glimpse_journal
from runbook.runtime.run_list import RunEntry, list_runs
from runbook.runtime.state import runs_directory, state_directory


def entry() -> RunEntry:
    (found,) = list_runs(runs_directory(state_directory(os.environ)))
    return found


def test_a_run_that_is_done_needs_only_its_last_event() -> None:
    cut_off(prepared(), RunEnded("", StepState.DONE, "so it is", {}))
    line = run_line(replace(entry(), path=Path("nowhere")))
    assert (line.run, line.state, line.because, line.next) == (RUN, StepState.DONE, "so it is", ())
    assert state_of(line) == "done"


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


def left_in_doubt() -> list[Event]:
    """A run that ended although its answer proves nothing."""
    return [
        AttemptStarted("services", 1, Purpose.ACT, {"effect": "irreversible"}, "sha256:aa"),
        AnswerReceived("services", 1, Purpose.ACT, Answer(AnswerKind.UNDECLARED, 202)),
        AnswerRouted("services", 1, 0, Verb.STOP, "contract drift"),
        StepEnded("services", StepState.FAILED, "contract drift"),
        RunEnded("", StepState.HANDED_OVER, "contract drift", {}),
    ]


def test_a_run_that_ended_in_doubt_says_so_and_how_to_settle_it() -> None:
    cut_off(prepared(), *left_in_doubt())
    line = run_line(entry())
    assert (line.state, line.in_doubt) == (StepState.HANDED_OVER, 1)
    assert words_of(line) == ("handed_over", "in_doubt")
    assert line.next == (f"runbook settle {RUN} services --happened|--did-not-happen --because TEXT",)


def test_an_open_question_says_until_when_and_a_closed_one_how_to_go_on() -> None:
    cut_off(prepared(), Asked("services", "go on?", ("yes", "no"), 3600.0, "no"))
    line = run_line(entry())
    assert line.until is not None
    assert line.next[0].startswith(f"runbook answer {RUN} services yes|no")
    assert run_line(replace(entry(), running=True)).next == ()


def test_a_question_whose_time_has_passed_is_not_offered_to_be_answered() -> None:
    cut_off(prepared(), Asked("services", "go on?", ("yes", "no"), 0.0, "no"))
    assert run_line(entry()).next == (f"runbook resume {RUN} --server karmacheck=URL",)
