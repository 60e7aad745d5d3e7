import json

import pytest
from prepared import prepared
from recorded import RUN, cut_off
from test_run_lines import NONE, entry, left_in_doubt

from runbook.cli.continuation import go_on
from runbook.cli.exits import Exit
from runbook.cli.late_word import LateWord
from runbook.cli.persons_word import settlement
from runbook.cli.recorded_run import RecordedRun, recorded_run
from runbook.cli.run_lines import run_line
from runbook.interpreter.events import EffectSettled, Event
from runbook.interpreter.standing import Standing, standings
from runbook.reporting.next_step import close_command
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.person import this_person


def events() -> list[Event]:
    return [one.event for one in read_journal(entry().path).events]


def say(step: str, *, happened: bool, output: str = "json") -> int:
    word = settlement(step, happened=happened, because="seen in their portal")
    return go_on(RUN, (), output, word, late=LateWord(step, happened, "seen in their portal"))


@pytest.mark.parametrize("happened", [True, False])
def test_a_word_on_what_an_ended_run_left_in_doubt_is_recorded_and_nothing_is_sent(
    happened: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    before = cut_off(prepared(), *left_in_doubt()).events
    assert say("services", happened=happened) == Exit.DONE
    report = json.loads(capsys.readouterr().out)
    assert (report["state"], report["in_doubt"]) == ("handed_over", [])
    after = events()
    said = EffectSettled("services", happened, this_person(), "seen in their portal")
    assert after == [*(one.event for one in before), said]
    (effect,) = standings(after)
    assert effect.standing is (Standing.HAPPENED if happened else Standing.DID_NOT_HAPPEN)
    assert (run_line(entry(), NONE).in_doubt, run_line(entry(), NONE).next) == (0, (close_command(RUN),))


def test_what_is_settled_once_and_what_was_never_in_doubt_is_refused_and_changes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cut_off(prepared(), *left_in_doubt())
    assert say("servces", happened=True, output="text") == Exit.INVALID
    assert 'did you mean "services"?' in capsys.readouterr().err
    assert say("services", happened=True) == Exit.DONE
    before = events()
    assert say("services", happened=False, output="text") == Exit.INVALID
    assert "it ended, handed over" in capsys.readouterr().err
    assert events() == before


def test_a_late_word_is_shown_with_who_said_it_and_the_run_can_still_be_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cut_off(prepared(), *left_in_doubt())
    word = LateWord("services", True, "seen in their portal")
    assert go_on(RUN, (), "text", settlement("services", happened=True, because="seen"), late=word) == Exit.DONE
    assert "that it happened: seen in their portal" in capsys.readouterr().out
    found = recorded_run(RUN)
    assert isinstance(found, RecordedRun)
    assert found.report.ended_at is not None
    assert found.report.seconds <= found.report.last_at - found.report.started_at
