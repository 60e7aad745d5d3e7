"""What each filter makes of values that are there. Pure, typed, bounded; nothing is converted on the way.

`UNDECIDED`: only a run can tell. `ABSENT`: there is no such element. Errors: OperandError.
"""

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import TypeAlias

from runbook.language.arithmetic import calculated
from runbook.language.bounds import MAX_TEXT, TOO_LARGE
from runbook.language.comparison import NUMBERS, compare, same
from runbook.language.members import ABSENT, Absent, Found, member
from runbook.language.refusals import OperandError
from runbook.language.row_tests import ROW_TESTS
from runbook.language.spelling import joined, spell
from runbook.language.value_shape import value_words
from runbook.values.numbers import (
    MOST_EXPONENT,
    Number,
    added,
    is_number,
    is_whole,
    rounded,
    to_major_units,
    to_minor_units,
)
from runbook.values.unknown import PartialText, SecretName, Unknown, Value, is_known


class Undecided(Enum):
    """The result depends on what only a run can supply."""

    UNDECIDED = "undecided"


UNDECIDED = Undecided.UNDECIDED
Outcome: TypeAlias = "Value | Undecided | Absent"


def length(value: Value) -> Outcome:
    """How many characters, elements or members."""
    if isinstance(value, PartialText):
        return UNDECIDED
    if isinstance(value, str | list | dict):
        return len(value)
    raise _unfit("length", "a string, an array or an object", value)


def itself(value: Value) -> Outcome:
    """`default` of what is there."""
    return value


def _of_text(name: str, change: Callable[[str], str]) -> Callable[[Value], Outcome]:
    def changed(value: Value) -> Outcome:
        if isinstance(value, PartialText):
            return UNDECIDED
        if not isinstance(value, str):
            raise _unfit(name, "a string", value)
        result = change(value)
        if len(result) > MAX_TEXT:
            raise OperandError(f"the text {TOO_LARGE} (1 MiB)")
        return result

    return changed


lower = _of_text("lower", str.lower)
upper = _of_text("upper", str.upper)
trim = _of_text("trim", str.strip)


def join(value: Value, separator: Value) -> Outcome:
    """The elements as one text."""
    parts = [spell(element) for element in _array("join", value)]
    if isinstance(separator, Unknown | PartialText):
        return UNDECIDED
    if not isinstance(separator, str):
        raise OperandError(f"the separator of `join` is a string, not {value_words(separator)}")
    return joined(parts, separator)


def first(value: Value) -> Outcome:
    """The first element."""
    return next(iter(_array("first", value)), ABSENT)


def last(value: Value) -> Outcome:
    """The last element."""
    return next(reversed(_array("last", value)), ABSENT)


def part(value: Value, start: Value, stop: Value) -> Outcome:
    """The elements from number `start`, the first is 0, up to and without number `stop`."""
    elements = _array("slice", value)
    bounds = [_position(one) for one in (start, stop)]
    if None in bounds:
        return UNDECIDED
    return elements[bounds[0] : bounds[1]]


def _position(value: Value) -> int | None:
    if isinstance(value, Unknown):
        return None
    if not is_whole(value) or value < 0:
        raise OperandError("`slice` takes two whole numbers, from 0")
    return int(value)


def sort(value: Value) -> Outcome:
    """The elements in ascending order: all numbers, or all strings by code points."""
    elements = _array("sort", value)
    if all(isinstance(each, str) for each in elements):
        return sorted(elements, key=_text_key)
    if all(map(is_number, elements)):
        return sorted(elements, key=_number_key)
    for each in elements:
        compare("lt", elements[0], each)
    return UNDECIDED


def _text_key(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _number_key(value: Value) -> Number:
    return value if is_number(value) else 0


def unique(value: Value) -> Outcome:
    """Each value once, where it first stands; strings with their case."""
    elements = _array("unique", value)
    if not is_known(elements):
        return _unique_of_some(elements)
    seen: dict[object, Value] = {}
    for element in elements:
        seen.setdefault(_identity(element), element)
    return list(seen.values())


def _unique_of_some(elements: list[Value]) -> Outcome:
    if any(isinstance(element, SecretName) for element in elements):
        same(elements[0], elements[-1])
        raise OperandError("a secret cannot be compared; it can only be passed on whole")
    return elements if len(elements) == 1 else UNDECIDED


def _identity(value: Value) -> object:
    """Equal for the same JSON values, and only for them."""
    match value:
        case bool():
            return ("boolean", value)
        case list():
            return ("array", *map(_identity, value))
        case dict():
            return ("object", frozenset((key, _identity(each)) for key, each in value.items()))
        case _:
            return value


def as_list(value: Value) -> Outcome:
    """An array itself, or the keys of an object."""
    return list(value) if isinstance(value, dict) else _array("list", value)


def total(value: Value) -> Outcome:
    """The sum of numbers; 0 without any."""
    result: Number = 0
    decided = True
    for element in _array("sum", value):
        if isinstance(element, Unknown):
            compare("lt", element, 0)
            decided = False
        elif is_number(element):
            result = calculated(partial(added, result, element))
        else:
            raise _unfit("sum", "numbers", element)
    return result if decided else UNDECIDED


def least(value: Value) -> Outcome:
    """The smallest of several numbers."""
    return _extreme("min", value, min)


def greatest(value: Value) -> Outcome:
    """The largest of several numbers."""
    return _extreme("max", value, max)


def _extreme(name: str, value: Value, choose: Callable[..., Number]) -> Outcome:
    known: list[Number] = []
    elements = _array(name, value)
    for element in elements:
        if is_number(element):
            known.append(element)
        elif not isinstance(element, Unknown) or not element.shape.kinds & NUMBERS:
            raise _unfit(name, "numbers", element)
    if len(known) < len(elements):
        return UNDECIDED
    return choose(known) if known else ABSENT


def round_number(value: Value, places: Value = 0) -> Outcome:
    """The nearest number with so many digits after the point; halves go away from zero."""
    return _of_number("round", rounded, value, places)


def minor_units(value: Value, places: Value) -> Outcome:
    """An amount in its smallest units, as cents; never rounded."""
    return _of_number("minor_units", to_minor_units, value, places)


def major_units(value: Value, places: Value) -> Outcome:
    """The amount of so many smallest units."""
    return _of_number("major_units", to_major_units, value, places)


def _of_number(name: str, change: Callable[[Number, int], Number], value: Value, places: Value) -> Outcome:
    if not is_number(value):
        raise _unfit(name, "a number", value)
    if isinstance(places, Unknown):
        return UNDECIDED
    if not is_whole(places) or not 0 <= places <= MOST_EXPONENT:
        raise OperandError(f"`{name}` takes the digits after the point, a whole number from 0 to {MOST_EXPONENT}")
    return calculated(partial(change, value, int(places)))


def as_string(value: Value) -> Outcome:
    """A string, number or boolean as text."""
    return ("true" if value else "false") if isinstance(value, bool) else spell(value)


def map_attribute(value: Value, path: Value) -> Outcome:
    """The member at `path` of each element."""
    found = [_at_path(element, path) for element in _array("map", value)]
    if any(each is ABSENT for each in found):
        raise OperandError(f"an element has no {path}")
    return [each for each in found if not isinstance(each, Absent)]


def select(value: Value, path: Value, test: Value, operand: Value = None) -> Outcome:
    """The elements whose member at `path` passes the test."""
    return _chosen("selectattr", value, path, test, operand, wanted=True)


def reject(value: Value, path: Value, test: Value, operand: Value = None) -> Outcome:
    """The elements whose member at `path` does not pass the test."""
    return _chosen("rejectattr", value, path, test, operand, wanted=False)


def _chosen(name: str, value: Value, path: Value, test: Value, operand: Value, *, wanted: bool) -> Outcome:
    elements = _array(name, value)
    answers = [_passes(_at_path(element, path), path, test, operand) for element in elements]
    if None in answers:
        return UNDECIDED
    return [element for element, passed in zip(elements, answers, strict=True) if passed is wanted]


def _passes(found: Found, path: Value, test: Value, operand: Value) -> bool | None:
    if test == "defined":
        return None if isinstance(found, Unknown) else found is not ABSENT
    if isinstance(found, Absent):
        raise OperandError(f"an element has no {path}; test it with 'defined' first")
    return same(found, None) if test == "none" else compare(ROW_TESTS[str(test)], found, operand)


def _at_path(element: Value, path: Value) -> Found:
    found: Found = element
    for key in str(path).split("."):
        if isinstance(found, Absent):
            return ABSENT
        found = member(found, key)
    return found


def _array(name: str, value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    raise _unfit(name, "an array", value)


def _unfit(name: str, wanted: str, value: Value) -> OperandError:
    return OperandError(f"`{name}` takes {wanted}, not {value_words(value)}")
