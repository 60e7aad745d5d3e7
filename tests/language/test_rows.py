from runbook.language.procedure import Origin, Verb
from tests.language.linked import LATE, NO_ORDER, book, call, only_call, procedure_of, said


def test_own_rows_come_first_then_defaults_then_built_in_ones() -> None:
    more = "defaults: { outcomes: [ { status: 409, then: already } ] }"
    text = book(call("cancel_order", f"{NO_ORDER}, {LATE}"), effect="irreversible", more=more)
    rows = procedure_of(text).body.steps[0].action.rows
    assert [row.origin for row in rows[:4]] == [Origin.STEP, Origin.STEP, Origin.DEFAULTS, Origin.BUILT_IN]
    assert rows[2].verb is Verb.ALREADY
    assert rows[0].because == "no such order"


def test_a_row_can_read_the_body_of_its_status() -> None:
    rows = f"{NO_ORDER}, {{ status: 422, when: response.body.code == 7, then: ask }}, {LATE}"
    assert only_call(call("cancel_order", rows)).rows[1].when is not None


def test_a_row_cannot_read_what_its_status_does_not_have() -> None:
    rows = f"{NO_ORDER}, {{ status: 422, when: response.body.state == 7, then: ask }}, {LATE}"
    assert said(book(call("cancel_order", rows), effect="irreversible")) == [("unknown-field", "state")]


def test_nothing_is_known_of_an_answer_that_breaks_the_contract() -> None:
    rows = f"{NO_ORDER}, {{ status: undeclared, when: response.body.any == 7, then: ask }}"
    assert said(book(call("get_order", rows))) == []


def test_a_condition_must_be_true_or_false() -> None:
    rows = f"{NO_ORDER}, {{ status: 200, when: response.body.state, then: ask }}"
    assert said(book(call("get_order", rows))) == [("type-mismatch", "response.body.state")]
