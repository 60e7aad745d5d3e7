import time
from decimal import Decimal

import pytest
from hypothesis import given, settings

from runbook.language.value_shape import any_of, either, shape_of, shape_words, value_words
from runbook.values.shape import (
    ANY,
    BOOLEAN,
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    SECRET,
    STRING,
    Shape,
    array_of,
    object_of,
    one_of,
    union,
)
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from tests.language.building import admits
from tests.language.test_comparison import json


@settings(deadline=None)
@given(json, json)
def test_a_value_has_its_shape_and_any_wider_one(value: Value, other: Value) -> None:
    assert admits(shape_of(value), value)
    assert admits(either(shape_of(value), shape_of(other)), value)
    assert admits(either(shape_of(value), shape_of(other)), other)


def test_what_is_not_known_yet_has_the_shape_that_is_known() -> None:
    assert shape_of(Unknown(BOOLEAN, "x")) == BOOLEAN
    assert shape_of(PartialText(("a", Unknown(STRING, "x")))) == STRING
    assert shape_of([SecretName("K")]) == array_of(SECRET)
    assert shape_of([]) == array_of(NOTHING)


def test_one_of_no_shapes_is_nothing_and_with_anything_it_is_anything() -> None:
    assert any_of([]) == NOTHING
    assert either(NOTHING, STRING) == STRING
    assert either(STRING, NOTHING) == STRING
    assert either(ANY, object_of({"a": STRING})) == ANY
    assert either(STRING, INTEGER) == union(STRING, INTEGER)


def test_shapes_that_share_their_parts_are_joined_in_bounded_time() -> None:
    left, right = one_of(("a",)), one_of(("b",))
    for _ in range(40):
        left, right = object_of({"a": left, "b": left}), object_of({"a": right, "b": right})
    chosen, other = left, right
    before = time.process_time()
    for _ in range(100):
        chosen, other = either(chosen, other), either(other, chosen)
    assert time.process_time() - before < 1
    assert chosen == OBJECT
    deep = other = STRING
    for _ in range(5000):
        deep, other = array_of(deep), array_of(other)
    assert either(deep, other).items is None


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (STRING, "a string"),
        (NUMBER, "a number"),
        (INTEGER, "an integer"),
        (union(NULL, STRING), "a string or null"),
        (union(array_of(STRING), OBJECT), "an array or an object"),
        (ANY, "any value"),
        (NOTHING, "nothing"),
    ],
)
def test_people_are_told_what_it_is(shape: Shape, words: str) -> None:
    assert shape_words(shape) == words


def test_of_a_value_people_are_told_its_kind_only() -> None:
    for value in (
        "hush",
        ["hush"],
        {"hush": 1},
        SecretName("hush"),
        Unknown(STRING, "hush"),
        7,
        None,
        True,
        Decimal("1.5"),
    ):
        assert "hush" not in value_words(value)
    assert value_words({"a": 1}) == "an object"
    assert value_words(None) == "null"
