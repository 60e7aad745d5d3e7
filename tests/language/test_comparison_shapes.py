import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language.comparison import compare
from runbook.language.comparison_shapes import check_comparison
from runbook.language.refusals import OperandError, ShapeError
from runbook.language.value_shape import shape_of
from runbook.values.shape import (
    ANY,
    BOOLEAN,
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    SECRET,
    STRING,
    Shape,
    array_of,
    one_of,
    union,
)
from runbook.values.unknown import Value
from tests.language.test_comparison import json

STATES = one_of(("Canceled", "Open"))


@settings(deadline=None)
@given(st.sampled_from(["lt", "gteq", "in", "eq"]), json, json)
def test_what_holds_for_values_is_possible_for_their_shapes(operator: str, left: Value, right: Value) -> None:
    try:
        answer = compare(operator, left, right)
    except OperandError:
        return
    if answer:
        check_comparison(operator, shape_of(left), shape_of(right))


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [
        ("eq", INTEGER, NUMBER),
        ("eq", ANY, STRING),
        ("eq", union(STRING, NULL), NULL),
        ("ne", STATES, one_of(("Open",))),
        ("eq", NOTHING, STRING),
        ("lt", union(NULL, INTEGER), NUMBER),
        ("gt", STRING, STATES),
        ("in", STRING, array_of(STRING)),
        ("in", STRING, array_of(NOTHING)),
        ("in", STRING, STRING),
        ("in", ANY, ANY),
        ("notin", INTEGER, union(array_of(INTEGER), STRING)),
    ],
)
def test_a_comparison_that_may_hold_is_left_alone(operator: str, left: Shape, right: Shape) -> None:
    check_comparison(operator, left, right)


@pytest.mark.parametrize(
    ("operator", "left", "right", "says"),
    [
        ("eq", STRING, INTEGER, "a string never equals an integer"),
        ("ne", BOOLEAN, STRING, "a boolean never equals a string"),
        ("eq", STATES, one_of(("Cancelled",)), "it is never 'Cancelled'"),
        ("eq", STATES, one_of(("x", "y", "z")), "no value in common"),
        ("eq", SECRET, STRING, "secret"),
        ("lt", STRING, INTEGER, "no order"),
        ("gt", BOOLEAN, BOOLEAN, "no order"),
        ("in", STRING, INTEGER, "contains nothing"),
        ("in", INTEGER, STRING, "only a string"),
        ("in", INTEGER, array_of(STRING), "never equals"),
        ("notin", one_of(("Opn",)), array_of(STATES), "it is never 'Opn'"),
    ],
)
def test_a_comparison_that_never_holds_is_refused(operator: str, left: Shape, right: Shape, says: str) -> None:
    with pytest.raises(ShapeError, match=says):
        check_comparison(operator, left, right)


def test_the_value_that_was_probably_meant_is_named() -> None:
    with pytest.raises(ShapeError) as caught:
        check_comparison("eq", one_of(("Cancelled",)), STATES)
    assert caught.value.help == 'did you mean "Canceled"?'
    with pytest.raises(ShapeError) as caught:
        check_comparison("eq", STRING, INTEGER)
    assert "quotes" in caught.value.help
