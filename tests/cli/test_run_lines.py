import os
from pathlib import Path

import pytest
from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.preparation import Prepared
from runbook.cli.run_lines import every_line, gone_line, run_line, state_of, words_of
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
from runbook.reporting.next_step import close_command, settle_commands
from runbook.reporting.runs_text import RunLine
from runbook.runtime.journal_contents import glimpse_journal
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_untold import LedgerNotes
from runbook.runtime.ledger_words import Word
from runbook.runtime.run_list import RunEntry, list_runs
from runbook.runtime.state import runs_directory, state_directory

NONE = LedgerNotes(Path())
"""A ledger that knows nothing."""


def elsewhere() -> Prepared:
    """A run against a simulator that stays."""
    return prepared(servers=("kc=http://127.0.0.1:4010",))


def entry() -> RunEntry:
    (found,) = list_runs(runs_directory(state_directory(os.environ)))
    return found


def test_a_run_that_is_done_needs_only_its_last_event() -> None:
    cut_off(prepared(), RunEnded("", StepState.DONE, "so it is", {}))
    line = run_line(replace(entry(), path=Path("nowhere")), NONE)
    assert (line.run, line.state, line.because, line.next) == (RUN, StepState.DONE, "so it is", ())
    assert state_of(line) == "done"


def test_a_run_that_was_cut_off_says_what_is_unknown_and_how_to_go_on() -> None:
    cut_off(elsewhere(), AttemptStarted("services", 1, Purpose.ACT, {"effect": "irreversible"}, "sha256:aa"))
    line = run_line(entry(), NONE)
    assert (line.state, state_of(line)) == (None, "unfinished")
    assert "before an answer was recorded" in line.because
    assert line.next == (f"runbook resume {RUN}",)
    living = run_line(replace(entry(), running=True), NONE)
    assert (state_of(living), living.because, living.next) == ("running", "", ())


def test_a_run_that_never_began_says_that_nothing_was_sent() -> None:
    cut_off(prepared(), started=False)
    assert run_line(entry(), NONE).because == "it ended before it began: nothing was sent"
    assert run_line(replace(entry(), running=True), NONE).because == ""


def test_what_cannot_be_read_is_told_with_its_trouble() -> None:
    cut_off(prepared())
    gone = replace(entry(), glimpse=None, trouble="record 3 was changed")
    assert (run_line(gone, NONE).trouble, state_of(run_line(gone, NONE))) == ("record 3 was changed", "unreadable")
    vanished = replace(entry(), path=entry().path.with_name("r-2.db"))
    assert glimpse_journal(entry().path).run == RUN
    assert "No such file" in run_line(vanished, NONE).trouble


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
    line = run_line(entry(), NONE)
    assert (line.state, line.in_doubt) == (StepState.HANDED_OVER, 1)
    assert words_of(line) == ("handed_over", "in_doubt")
    assert line.next == settle_commands(RUN, "services")


def test_an_open_question_says_until_when_and_a_closed_one_how_to_go_on() -> None:
    cut_off(elsewhere(), Asked("services", "go on?", ("yes", "no"), 3600.0, "no"))
    line = run_line(entry(), NONE)
    assert line.until is not None
    assert line.next == (f"runbook answer {RUN} services yes", f"runbook answer {RUN} services no")
    assert run_line(replace(entry(), running=True), NONE).next == ()


def test_a_question_whose_time_has_passed_is_not_offered_to_be_answered() -> None:
    cut_off(elsewhere(), Asked("services", "go on?", ("yes", "no"), 0.0, "no"))
    assert run_line(entry(), NONE).next == (f"runbook resume {RUN}",)


def test_a_run_whose_simulator_is_gone_can_only_be_closed() -> None:
    cut_off(prepared(), Asked("services", "go on?", ("yes", "no")))
    assert run_line(entry(), NONE).next == (close_command(RUN),)


def test_a_run_that_was_handed_over_leaves_the_list_by_closing_it() -> None:
    cut_off(elsewhere(), RunEnded("", StepState.HANDED_OVER, "no such case", {}))
    assert run_line(entry(), NONE).next == (close_command(RUN),)


CLAIM = Claim("sha256:1", "stage", "", "karmacheck", "cancel_case", "/x", "r-gone", "case", "ada", 1.5)


def notes(run: str, *words: Word) -> LedgerNotes:
    return LedgerNotes(runs_directory(state_directory(os.environ)), [replace(CLAIM, run=run)], words)


def test_a_run_of_which_only_the_ledger_knows_is_listed_with_what_a_person_can_say() -> None:
    known = notes("r-gone")
    assert known.gone(()) == ["r-gone"]
    line = gone_line("r-gone", known)
    assert (line.trouble, line.at, line.in_doubt) == ("its journal is gone", 1.5, 1)
    assert words_of(line) == ("unreadable", "in_doubt")
    assert line.next == (*settle_commands("r-gone", "case"), close_command("r-gone"))


def test_a_run_that_cannot_be_read_is_given_up_in_the_ledger() -> None:
    cut_off(prepared())
    unread = replace(entry(), glimpse=None, trouble="record 3 was changed")
    entry().path.write_bytes(b"rubbish")
    line = run_line(unread, notes(RUN))
    assert line.next == (*settle_commands(RUN, "case"), close_command(RUN))
    closed = run_line(unread, notes(RUN, Word(RUN, "", False, "ada", "by hand", 2.0)))
    assert (state_of(closed), words_of(closed), closed.in_doubt) == ("closed", ("closed",), 1)
    assert closed.next == settle_commands(RUN, "case")
    assert run_line(replace(unread, running=True), notes(RUN)).next == ()


def test_what_a_run_lost_that_is_over_is_in_doubt_in_the_list() -> None:
    cut_off(elsewhere(), RunEnded("", StepState.HANDED_OVER, "no such case", {}))
    line = run_line(entry(), notes(RUN))
    assert (line.in_doubt, line.next[:2]) == (1, settle_commands(RUN, "case"))


def test_the_list_is_there_although_the_ledger_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared())
    directory = runs_directory(state_directory(os.environ))
    (directory.parent / "ledger.db").write_bytes(b"rubbish")
    assert [line.run for line in every_line(directory)] == [RUN]
    assert "what only the ledger knows is not in this list" in " ".join(capsys.readouterr().err.split())
