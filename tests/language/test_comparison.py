from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language.comparison import compare, contains, negated, same
from runbook.language.refusals import OperandError
from runbook.values.shape import ANY, BOOLEAN, INTEGER, STRING
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from tests.exact import exact_numbers

TEXT, NUMBER, SURE, WHATEVER = (Unknown(shape, "x") for shape in (STRING, INTEGER, BOOLEAN, ANY))
PART = PartialText(("a", TEXT))
json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([Decimal("0.0"), Decimal("1.0"), Decimal("1.5")])
    | st.sampled_from(["", "1", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=5,
)


def kind(value: Value) -> object:
    return "number" if type(value) in (int, Decimal) else type(value)


@settings(deadline=None)
@given(json, json)
def test_equality_is_symmetric_and_never_between_kinds(left: Value, right: Value) -> None:
    assert same(left, left) is True
    assert same(left, right) is same(right, left)
    if same(left, right):
        assert kind(left) == kind(right)
    assert compare("ne", left, right) is negated(same(left, right))


@settings(deadline=None)
@given(json, st.lists(json, max_size=3))
def test_an_array_contains_what_equals_one_of_its_elements(element: Value, elements: list[Value]) -> None:
    assert contains(elements, element) is any(same(element, each) for each in elements)


@settings(deadline=None)
@given(st.integers() | exact_numbers(), st.integers() | exact_numbers())
def test_numbers_have_the_order_of_numbers(left: Decimal, right: Decimal) -> None:
    found = [compare(operator, left, right) for operator in ("lt", "lteq", "gt", "gteq", "eq")]
    assert found == [left < right, left <= right, left > right, left >= right, left == right]


@pytest.mark.parametrize(
    ("operator", "left", "right"),
    [
        ("lt", 1, "1"),
        ("lt", True, 2),
        ("gteq", None, 1),
        ("gt", [1], [0]),
        ("lt", SURE, 1),
        ("lt", "a", NUMBER),
        ("in", 1, "1"),
        ("in", 1, {"1": 1}),
        ("in", "a", 1),
        ("in", "a", None),
        ("in", "a", NUMBER),
        ("in", NUMBER, "1"),
        ("in", NUMBER, TEXT),
        ("eq", SecretName("K"), 1),
        ("ne", [SecretName("K")], [SecretName("K")]),
        ("in", SecretName("K"), ["a"]),
        ("lt", SecretName("K"), "a"),
    ],
)
def test_kinds_without_that_comparison_are_refused(operator: str, left: Value, right: Value) -> None:
    with pytest.raises(OperandError) as caught:
        compare(operator, left, right)
    assert "'K'" not in caught.value.message


@pytest.mark.parametrize(
    ("operator", "left", "right", "answer"),
    [
        ("eq", TEXT, "a", None),
        ("eq", PART, "a", None),
        ("eq", PART, PART, None),
        ("eq", PART, 1, False),
        ("eq", [1, TEXT], [1, "a"], None),
        ("eq", [1, TEXT], [2, "a"], False),
        ("eq", [TEXT], [], False),
        ("eq", {"a": TEXT}, {"b": 1}, False),
        ("ne", TEXT, 1, None),
        ("in", "a", [TEXT, "b"], None),
        ("in", "a", [TEXT, "a"], True),
        ("notin", "a", [TEXT, "a"], False),
        ("in", TEXT, {}, False),
        ("in", TEXT, {"a": 1}, None),
        ("in", "a", PART, None),
        ("in", TEXT, "abc", None),
        ("in", "a", WHATEVER, None),
        ("lt", WHATEVER, 1, None),
        ("lt", PART, "a", None),
        ("gt", NUMBER, Decimal("1.5"), None),
    ],
)
def test_only_a_run_can_tell_what_depends_on_it(operator: str, left: Value, right: Value, answer: bool | None) -> None:
    assert compare(operator, left, right) is answer
