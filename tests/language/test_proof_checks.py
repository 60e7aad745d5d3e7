"""A read-back must be able to say yes, and to say no."""

import pytest

from tests.language.linked import LATE, NO_ORDER, book, call, only_call, said

ROWS = f"{NO_ORDER}, {LATE}"


def verified(more: str, operation: str = "cancel_order") -> str:
    read = f"verify: {{ call: shop.get_order, with: {{ id: '{{{{ inputs.id }}}}' }}, {more} }}"
    return book(call(operation, ROWS, read), effect="irreversible")


def test_a_declared_status_may_say_that_the_object_is_gone() -> None:
    assert said(verified("gone: [404]")) == []
    assert said(verified("gone: [404], holds: response.body.state == 'canceled'")) == []


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503, 200, 302])
def test_what_says_nothing_of_the_object_is_never_listed(status: int) -> None:
    assert said(verified(f"gone: [{status}]")) == [("gone-proves-nothing", str(status))]


def test_a_status_that_the_read_does_not_declare_may_mean_anything() -> None:
    assert said(verified("gone: [410]")) == [("undeclared-status", "410")]


@pytest.mark.parametrize("holds", ["response.status == 404", "response.status in [404, 200]"])
def test_a_status_that_is_never_judged_is_a_finding(holds: str) -> None:
    assert ("never-judged", "404") in said(verified(f"holds: '{holds}'"))
    assert ("never-judged", "404") in said(verified(f"holds: response.body.state == 'canceled', refutes: '{holds}'"))


@pytest.mark.parametrize("holds", ["1 == 1", "1 == 2"])
def test_what_is_the_same_whatever_is_read_proves_nothing(holds: str) -> None:
    assert "proves-nothing" in [rule for rule, _ in said(verified(f'holds: "{holds}"'))]


def test_how_it_was_before_can_be_read_where_it_is_asked_for() -> None:
    held = "holds: before.body.state != response.body.state"
    assert said(verified(f"before: read, {held}")) == []
    assert [rule for rule, _ in said(verified(held))] == ["name-elsewhere"]


def test_a_read_that_is_made_from_the_answer_cannot_be_made_before() -> None:
    polled = verified("before: read, holds: response.body.state == 'canceled'").replace(
        "'{{ inputs.id }}' }, before", "'{{ response.headers.location }}' }, before"
    )
    assert "before-needs-answer" in [rule for rule, _ in said(polled)]


def test_all_of_it_reaches_the_procedure() -> None:
    text = "gone: [404], before: read, refutes: response.body.state == 'open'"
    read = f"verify: {{ call: shop.get_order, with: {{ id: '{{{{ inputs.id }}}}' }}, {text} }}"
    verify = only_call(call("cancel_order", ROWS, read)).verify
    assert verify is not None
    assert (verify.gone, verify.before, verify.holds, verify.refutes is None) == ((404,), True, None, False)
