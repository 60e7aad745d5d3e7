import json

import pytest
from prepared import prepared
from recorded import RUN, cut_off
from test_run_lines import NONE, entry, left_in_doubt

from runbook.cli.closing import close
from runbook.cli.continuation import go_on
from runbook.cli.exits import Exit
from runbook.cli.late_word import LateWord
from runbook.cli.persons_word import settlement
from runbook.cli.run_lines import run_line, state_of, words_of
from runbook.interpreter.events import AttemptStarted, EffectSettled, Event, Purpose, RunClosed, RunEnded
from runbook.interpreter.standing import Standing, standings
from runbook.language.procedure import StepState
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.person import this_person

CUT = AttemptStarted("case", 1, Purpose.ACT, {"effect": "irreversible", "provider": "karmacheck"}, "sha256:0")
WHY = "done by hand, ticket 4711"


def events() -> list[Event]:
    return [one.event for one in read_journal(entry().path).events]


@pytest.mark.parametrize("left", [[], [CUT], [RunEnded("", StepState.HANDED_OVER, "no such case", {})]])
def test_a_closed_run_leaves_the_inbox_and_says_who_closed_it_and_why(
    left: list[Event], capsys: pytest.CaptureFixture[str]
) -> None:
    before = [one.event for one in cut_off(prepared(), *left).events]
    assert close(RUN, WHY, "json") == Exit.DONE
    said = capsys.readouterr()
    assert "is closed: it leaves the inbox and never goes on" in said.err
    closed = json.loads(said.out)["closed"]
    assert (closed["by"], closed["because"]) == (this_person(), WHY)
    assert events() == [*before, RunClosed("", this_person(), WHY)]
    listed = run_line(entry(), NONE)
    assert (state_of(listed), words_of(listed)) == ("closed", ("closed",))
    assert listed.closed is not None
    assert listed.closed.because == WHY


def test_a_run_that_never_began_can_be_closed_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(), started=False)
    assert state_of(run_line(entry(), NONE)) == "unfinished"
    assert close(RUN, WHY, "text") == Exit.DONE
    assert state_of(run_line(entry(), NONE)) == "closed"
    assert close(RUN, "again", "json") == Exit.DONE
    assert "was closed before" in capsys.readouterr().err


def test_what_is_in_doubt_stays_in_doubt_and_can_still_be_settled(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(), *left_in_doubt()[:-1])
    assert close(RUN, WHY, "text") == Exit.DONE
    said = capsys.readouterr()
    assert "1 in doubt stays in doubt in the ledger" in said.err
    assert f"runbook settle {RUN} services --happened --because TEXT" in said.out
    assert standings(events())[0].standing is Standing.IN_DOUBT
    word = settlement("services", happened=False, because="they looked")
    assert go_on(RUN, (), "text", word, late=LateWord("services", False, "they looked")) == Exit.DONE
    assert events()[-1] == EffectSettled("services", False, this_person(), "they looked")
    assert "in doubt" not in capsys.readouterr().out.splitlines()[-1]
    assert run_line(entry(), NONE).in_doubt == 0


def test_a_closed_run_never_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(), CUT)
    close(RUN, WHY, "text")
    before = events()
    assert go_on(RUN, (), "text") == Exit.IN_DOUBT
    said = capsys.readouterr().err
    assert "error[run-closed]" in said
    assert WHY in said
    assert events() == before


def test_a_closed_run_that_sent_nothing_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared())
    close(RUN, WHY, "text")
    assert go_on(RUN, (), "text") == Exit.REFUSED


def test_a_run_that_ended_well_needs_no_closing(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(), RunEnded("", StepState.DONE, "", {}))
    before = events()
    assert close(RUN, WHY, "text") == Exit.DONE
    assert "there is nothing to go on with" in capsys.readouterr().err
    assert events() == before


def test_a_run_that_is_not_there_cannot_be_closed(capsys: pytest.CaptureFixture[str]) -> None:
    assert close("r-nothing", WHY, "text") == Exit.INVALID


def test_a_word_on_a_closed_run_that_left_nothing_open_is_invalid(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared())
    close(RUN, WHY, "text")
    word = settlement("case", happened=True, because="x")
    assert go_on(RUN, (), "text", word, late=LateWord("case", True, "x")) == Exit.INVALID
    assert "error[run-closed]" in capsys.readouterr().err
