"""What a contract's own expressions say of answers."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import AnswerRouted, Event
from runbook.interpreter.judgement import judged
from runbook.language.procedure import Call, IfNot, Row, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import (
    CANCEL,
    LOST,
    answers,
    call,
    condition,
    end,
    outcome,
    play,
    procedure,
    row,
    says,
    sent,
    site,
    step,
    verify,
)

TOLD = replace(
    site(),
    operation=replace(CANCEL, grace=0.0),
    success=condition("response.body.ok"),
    nothing_happened=condition("response.body.code == 'none'"),
)
NO = replace(row("2XX", Verb.STOP, because="it said no"), success=False)
AGAIN = replace(row("200", Verb.RETRY), proved=True)


def test_a_success_is_what_the_contract_calls_one() -> None:
    assert judged(TOLD, says(200, body={"ok": True, "code": "x"})).success is True
    assert judged(TOLD, says(200, body={"ok": False, "code": "x"})).success is False
    assert judged(TOLD, says(500, body={"ok": True, "code": "x"})).success is None


@pytest.mark.parametrize("body", [{}, {"ok": "yes"}, None, [1]])
def test_where_it_cannot_be_told_the_answer_is_malformed(body: object) -> None:
    found = judged(TOLD, says(200, body=body))  # type: ignore[arg-type]
    assert found.kind is AnswerKind.MALFORMED
    assert "cannot be evaluated" in found.reason


def test_that_nothing_happened_is_proved_only_by_a_clear_yes() -> None:
    assert judged(TOLD, says(200, body={"ok": False, "code": "none"})).nothing is True
    assert judged(TOLD, says(200, body={"ok": False, "code": "else"})).nothing is False
    assert judged(TOLD, says(500, body="oh")).nothing is False
    assert judged(TOLD, LOST) == LOST


def test_without_expressions_an_answer_stays_as_it_is() -> None:
    assert judged(site(), says(200)) == says(200)


def played(of: Call, *replies: Answer) -> list[Event]:
    return play(procedure(step("a", of)), answers(*replies))[1]


def told(*rows: Row, **more: object) -> Call:
    return call(*rows, where=TOLD, **more)  # type: ignore[arg-type]


def test_a_no_inside_a_2xx_goes_where_its_row_says_and_a_yes_does_not() -> None:
    yes, no = says(200, body={"ok": True, "code": "x"}), says(200, body={"ok": False, "code": "x"})
    assert end(played(told(NO), no)).state is StepState.FAILED
    assert end(played(told(NO), yes)).state is StepState.DONE
    plain = played(told(row("200", Verb.TOLERATE), NO), no)
    assert end(plain).because == "it said no", "a row without `success` is about a yes"


def test_what_the_contract_proves_may_be_sent_again_and_nothing_else() -> None:
    nothing = says(200, body={"ok": False, "code": "none"})
    again = replace(AGAIN, success=False)
    done = says(200, body={"ok": True, "code": "x"})
    assert sent(played(told(again, NO), nothing, done)) == ["a", "a"]
    unproved = says(200, body={"ok": False, "code": "x"})
    assert sent(played(told(again, NO), unproved)) == ["a"]


def test_after_a_lost_attempt_it_is_no_evidence() -> None:
    nothing = says(200, body={"ok": False, "code": "none"})
    unseen = says(200, body={"gone": False})
    proves = told(NO, verify=verify(IfNot.RESEND, within=0))
    history = played(proves, LOST, unseen, unseen, nothing, says(500), says(500))
    assert sent(history).count("a") == 2
    assert [event.verb for event in history if isinstance(event, AnswerRouted)] == [Verb.SETTLE, Verb.SETTLE]
    assert outcome(history) is StepState.IN_DOUBT


def test_an_authors_word_is_no_evidence_after_a_lost_attempt_either() -> None:
    word = replace(row("200", Verb.STOP), nothing_happened=True, body={"/ok": False})
    of = call(word, where=replace(site(), operation=replace(CANCEL, grace=0.0)), verify=verify(IfNot.RESEND, within=0))
    unseen = says(200, body={"gone": False})
    history = played(of, LOST, unseen, unseen, says(200, body={"ok": False}), says(500), says(500))
    routed = [event.verb for event in history if isinstance(event, AnswerRouted)]
    assert routed == [Verb.SETTLE, Verb.SETTLE], "not the built-in row for a success"
