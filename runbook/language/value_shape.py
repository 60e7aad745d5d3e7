"""The shape of a value, the shape of one value or another, and both in words."""

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from itertools import islice

from runbook.language.bounds import MAX_DEPTH
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.numbers import is_whole
from runbook.values.shape import (
    ANY,
    BOOLEAN,
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    SECRET,
    STRING,
    Kind,
    Shape,
    array_of,
    object_of,
    union,
)
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

_UNION_BUDGET = 2_000


def shape_of(value: Value) -> Shape:
    """The narrowest shape that needs no list of values."""
    match value:
        case None:
            return NULL
        case bool():
            return BOOLEAN
        case int():
            return INTEGER
        case Decimal():
            return INTEGER if is_whole(value) else NUMBER
        case str() | PartialText():
            return STRING
        case Unknown():
            return value.shape
        case SecretName():
            return SECRET
        case list():
            return array_of(any_of(shape_of(element) for element in value))
        case dict():
            return object_of({key: shape_of(member) for key, member in value.items()})


def any_of(shapes: Iterable[Shape]) -> Shape:
    """The shape of a value that has one of `shapes`; `NOTHING` when there are none."""
    return reduce(either, shapes, NOTHING)


def either(first: Shape, second: Shape) -> Shape:
    """The union, in bounded time: shapes too large to compare in full become their kinds alone."""
    if first is second or second is NOTHING:
        return first
    if first is NOTHING:
        return second
    if first.is_any or second.is_any:
        return ANY
    budget = _UNION_BUDGET - _size(first, _UNION_BUDGET)
    if budget - _size(second, budget) <= 0:
        return Shape(first.kinds | second.kinds)
    return union(first, second)


def _size(shape: Shape, budget: int) -> int:
    """How many shapes and choices stand in `shape`, shared ones counted each time; too deep is too large."""
    waiting, size = [(shape, 0)], 0
    while waiting and size <= budget:
        current, depth = waiting.pop()
        size += 1 + len(current.choices or ()) + (budget if depth > MAX_DEPTH else 0)
        waiting.extend((member, depth + 1) for member in islice(current.properties.values(), budget))
        if current.items is not None:
            waiting.append((current.items, depth + 1))
    return size


_WORDS = {
    Kind.NULL: "null",
    Kind.BOOLEAN: "a boolean",
    Kind.INTEGER: "an integer",
    Kind.NUMBER: "a number",
    Kind.STRING: "a string",
    Kind.ARRAY: "an array",
    Kind.OBJECT: "an object",
    Kind.SECRET: "a secret",
}


def shape_words(shape: Shape) -> str:
    """What people call it: `a string`, `an integer or null`, `any value`."""
    if shape.is_any:
        return "any value"
    kinds = shape.kinds - {Kind.INTEGER} if Kind.NUMBER in shape.kinds else shape.kinds
    words = [word for kind, word in _WORDS.items() if kind in kinds and kind is not Kind.NULL]
    words += ["null"] if Kind.NULL in kinds else []
    return " or ".join(words) or "nothing"


def value_words(value: Value) -> str:
    """What people call a value's kind, never the value itself."""
    match value:
        case list():
            return _WORDS[Kind.ARRAY]
        case dict():
            return _WORDS[Kind.OBJECT]
        case _:
            return shape_words(shape_of(value))


def choice_words(value: Json) -> str:
    """One of the values that a playbook or contract writes out, as it is written in an expression."""
    return repr(value) if isinstance(value, str) else canonical_json(value)
