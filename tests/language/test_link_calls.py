from runbook.language.procedure import Retry
from tests.language.linked import LATE, NO_ORDER, book, call, only_call, procedure_of, said

FALLBACK = "fallback: [ { id: f, wait: 1s } ]"


def test_a_row_that_leads_to_a_fallback_needs_one() -> None:
    row = "{ status: 404, then: fallback }"
    assert said(book(call("get_order", row))) == [("missing-fallback", row)]
    assert said(book(call("get_order", row, FALLBACK))) == []


def test_a_fallback_needs_a_row_that_leads_to_it() -> None:
    assert said(book(call("get_order", NO_ORDER, FALLBACK))) == [("unreachable-fallback", "fallback")]


def test_a_person_may_choose_the_fallback() -> None:
    row = "{ status: 404, then: ask, choices: [ fallback, stop ] }"
    assert said(book(call("get_order", row, FALLBACK))) == []
    assert said(book(call("get_order", row))) == [("missing-fallback", row)]


def test_a_row_that_could_not_be_read_may_have_led_there() -> None:
    assert said(book(call("get_order", "{ status: 404, then: fallbak }", FALLBACK))) == [("schema", "fallbak")]


def test_timeout_and_retry_come_from_the_step_else_from_the_defaults() -> None:
    assert only_call(call("get_order", NO_ORDER), "read").site.timeout == 30
    more = "defaults: { timeout: 7s, retry: { at_most: 2 } }"
    action = procedure_of(book(call("get_order", NO_ORDER), more=more)).body.steps[0].action
    assert (action.site.timeout, action.retry) == (7, Retry(at_most=2))
    own = procedure_of(book(call("get_order", NO_ORDER, "timeout: 1s, retry: { at_most: 9 }"), more=more))
    assert (own.body.steps[0].action.site.timeout, own.body.steps[0].action.retry.at_most) == (1, 9)


def test_a_fallback_is_part_of_the_call() -> None:
    row = "{ status: 404, then: fallback }"
    fallback = only_call(call("cancel_order", f"{row}, {LATE}", FALLBACK)).fallback
    assert fallback is not None
    assert [step.id for step in fallback.steps] == ["f"]
