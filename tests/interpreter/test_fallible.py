"""Conditions that a run may not be able to evaluate."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.context import Context
from runbook.interpreter.fallible import may_fail
from runbook.interpreter.state import State
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.parts import supposed
from runbook.values.shape import ANY, INTEGER, Shape, object_of
from runbook.values.unknown import Unknown
from tests.interpreter.building import condition, procedure

CONTEXT = Context(procedure(), State(), {}, {}, {})


def fails(text: str, shape: Shape = ANY) -> bool:
    answer = Answer(AnswerKind.RESPONSE, 422, body=Unknown(shape, "response.body"), supposed=supposed(("etag",), 422))
    return may_fail(condition(text), answer, CONTEXT)


@pytest.mark.parametrize(
    "text", ["response.body.count > 0", "response.body.a.b == 1", "response.headers.etag == 'x'", "response.body.yes"]
)
def test_what_an_error_says_may_be_of_any_kind_or_absent(text: str) -> None:
    assert fails(text)


@pytest.mark.parametrize(
    "text",
    [
        "response.status == 422",
        "response.message == 'late'",
        "response.body.a | default('') == 'x'",
        "response.headers.etag | default('') == 'x'",
        "response.body.a is defined",
    ],
)
def test_a_condition_that_asks_first_always_has_a_value(text: str) -> None:
    assert not fails(text)


def test_what_is_checked_is_there_and_of_its_kind() -> None:
    checked = object_of({"count": INTEGER})
    assert not fails("response.body.count > 0", checked)
    assert fails("response.body.count > 0", replace(checked, required=frozenset()))


def test_what_came_is_known() -> None:
    came = Answer(AnswerKind.RESPONSE, 422, body={"count": "many"})
    assert not may_fail(condition("response.body.count > 0"), came, CONTEXT)
