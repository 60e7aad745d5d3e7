"""An explanation never disagrees with the routing, whatever the rows and the answers are."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.interpreter.events import AnswerRouted, Event
from runbook.interpreter.explanation import Explanation, explain
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.readings import Reading
from runbook.interpreter.routing import Trait
from runbook.language.procedure import Assert, Assertion, Call, Origin, Procedure, Row, Verb
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import (
    LOST,
    NOT_SENT,
    answers,
    call,
    condition,
    loop,
    play,
    procedure,
    row,
    says,
    started,
    step,
    verify,
)

ROWS = st.builds(
    Row,
    st.sampled_from(["404", "422", "4XX", "5XX", "200", "no_answer", "undeclared"]),
    st.sampled_from([Verb.DONE, Verb.ALREADY, Verb.TOLERATE, Verb.RETRY, Verb.SETTLE, Verb.STOP]),
    st.just("why"),
    st.just(Origin.STEP),
    st.none(),
    message=st.sampled_from([None, "too late", "too *", "gone"]),
    body=st.sampled_from([{}, {"/open": 0}, {"/items/0/id": "x"}]),
    when=st.sampled_from([None, condition("inputs.id == 't1'"), condition("response.body.open > 1")]),
)
ANSWERS = st.sampled_from(
    [
        says(200),
        says(200, body={"open": 0}),
        says(404),
        says(422, "too late", {"items": [{"id": "x"}], "open": 2}),
        says(422, "new words"),
        says(503),
        Answer(AnswerKind.MALFORMED, 200, reason="no body"),
        LOST,
        NOT_SENT,
    ]
)


def happened(history: Sequence[Event], **inputs: str) -> list[tuple[float, Event]]:
    return [(float(at), event) for at, event in enumerate([started(**inputs), *history])]


def explained(of: Procedure, history: Sequence[Event], address: str = "a", attempt: int | None = None) -> Explanation:
    return explain(of, happened(history), address, attempt)


@settings(max_examples=150, deadline=None)
@given(st.lists(ROWS, max_size=4), st.lists(ANSWERS, min_size=12, max_size=12))
def test_the_row_that_is_explained_is_the_row_that_was_recorded(rows: list[Row], queue: list[Answer]) -> None:
    of = procedure(step("a", call(*rows)), step("b", call(*rows)))
    _, history = play(of, answers(*queue))
    routed = [event for event in history if isinstance(event, AnswerRouted)]
    assert routed
    for event in routed:
        routing = explained(of, history, event.address, event.attempt).routing
        assert routing is not None
        assert (routing.taken.index if routing.taken is not None else -1) == event.row
        assert tuple(one.index for one in routing.rows if one.judged.against is Trait.DISARMED) == event.disarmed
        assert all(one.judged.against is not None for one in routing.rows if one is not routing.taken)


def test_each_row_before_the_one_that_matched_says_why_it_did_not() -> None:
    rows = [
        row("404", Verb.STOP),
        row("422", Verb.STOP, "gone"),
        Row("422", Verb.STOP, "why", Origin.STEP, None, body={"/open": 1}),
        row("422", Verb.STOP, when="inputs.id == 'other'"),
        row("422", Verb.TOLERATE, "too *"),
    ]
    of = procedure(step("a", call(*rows)))
    _, history = play(of, answers(says(422, "too late", {"open": 0})))
    routing = explained(of, history).routing
    assert routing is not None
    assert [one.judged.against for one in routing.rows] == [Trait.STATUS, Trait.MESSAGE, Trait.BODY, Trait.WHEN, None]
    assert routing.rows[2].judged.pointer == "/open"
    assert routing.rows[3].readings == (Reading("inputs.id", "t1"),)
    assert routing.taken is routing.rows[4]
    assert not routing.drift


def test_words_that_no_row_takes_are_told_as_drift() -> None:
    whole = call()
    rows = tuple(one for one in whole.rows if one.status != "422")
    of = procedure(step("a", Call(whole.site, rows, whole.retry, None, None)))
    _, history = play(of, answers(says(422, "new words")))
    routing = explained(of, history).routing
    assert routing is not None
    assert routing.drift
    assert routing.taken is not None
    assert routing.taken.row.status == "undeclared"


def test_a_condition_that_cannot_be_evaluated_is_the_last_that_is_told() -> None:
    of = procedure(step("a", call(row("200", Verb.DONE, when="response.body.nothing == 1"))))
    _, history = play(of, answers(says(200, body={})))
    routing = explained(of, history).routing
    assert routing is not None
    assert routing.taken is None
    (last,) = routing.rows
    assert last.broken
    assert last.readings == (Reading("response.body.nothing", missing=True),)


def test_of_several_attempts_the_last_is_explained_unless_another_is_named() -> None:
    of = procedure(step("a", call(row("503", Verb.RETRY))))
    _, history = play(of, answers(says(503), says(200)))
    last, first = explained(of, history), explained(of, history, attempt=1)
    assert (last.attempts, last.attempt, first.attempt) == ((1, 2), 2, 1)
    assert last.routing is not None
    assert first.routing is not None
    assert (last.routing.event.verb, first.routing.event.verb) == (Verb.DONE, Verb.RETRY)
    assert "WaitEnded" in [type(event).__name__ for _, event in first.events]
    assert "WaitEnded" not in [type(event).__name__ for _, event in last.events]


def test_a_lost_answer_disarms_the_refusal_after_it() -> None:
    settled = verify()
    of = procedure(step("a", call(row("no_answer", Verb.RETRY), verify=settled)))
    _, history = play(of, answers(LOST, says(404), *[says(200, body={"gone": True})] * 3))
    routing = explained(of, history).routing
    assert routing is not None
    assert routing.lost
    assert routing.taken is None
    assert Trait.DISARMED in [one.judged.against for one in routing.rows]


def test_a_step_that_was_skipped_says_which_condition_failed() -> None:
    of = procedure(step("a", call(), when="inputs.force == 'yes'"), step("b", call(), when="inputs.id == 't1'"))
    _, history = play(of, answers(says(200)), force="no")
    found = explain(of, happened(history, force="no"), "a", None)
    assert found.attempts == ()
    assert found.condemned is not None
    assert (found.condemned.kind, found.condemned.readings) == ("when", (Reading("inputs.force", "no"),))
    assert explain(of, happened(history, force="no"), "b", None).condemned is None


def test_an_assertion_that_failed_is_found_among_others() -> None:
    checks = [("inputs.id == 't1'", "one"), ("inputs.id == 't2'", "two"), ("inputs.id == 't3'", "three")]
    of = procedure(step("a", Assert(tuple(Assertion(condition(text), said) for text, said in checks))))
    _, history = play(of, answers())
    found = explained(of, history)
    assert found.condemned is not None
    assert (found.condemned.kind, found.condemned.condition.text) == ("assert", "inputs.id == 't2'")
    assert found.ended is not None
    assert found.ended.because == "two"


def test_an_attempt_without_an_answer_has_no_routing() -> None:
    of = procedure(step("a", call()))
    _, history = play(of, answers(says(200)))
    cut = [event for event in history if type(event).__name__ == "AttemptStarted"]
    found = explained(of, cut)
    assert (found.attempts, found.routing, found.ended) == ((1,), None, None)


def test_an_item_of_a_loop_is_explained_with_its_own_name() -> None:
    of = procedure(step("a", call(row("200", Verb.ALREADY, when="each == 'y'")), loop=loop("inputs.ids")))
    _, history = play(of, answers(says(200), says(200)), ids=["x", "y"])
    events = [(float(at), event) for at, event in enumerate([started(ids=["x", "y"]), *history])]
    routing = explain(of, events, "a[0]", None).routing
    assert routing is not None
    assert routing.rows[0].readings == (Reading("each", "x"),)


def test_the_events_of_another_procedure_are_refused() -> None:
    _, history = play(procedure(step("a", call())), answers(says(200)))
    with pytest.raises(IllegalEventError):
        explained(procedure(step("b", call())), history)
