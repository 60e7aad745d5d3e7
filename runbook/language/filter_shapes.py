"""What each filter makes of shapes, and which shapes it refuses. Errors: ShapeError."""

from collections.abc import Callable
from typing import TypeAlias

from runbook.diagnostics.suggest import did_you_mean
from runbook.language.comparison_shapes import check_comparison
from runbook.language.refusals import ShapeError
from runbook.language.row_tests import ROW_TESTS
from runbook.language.spelling import spellable
from runbook.language.value_shape import either, shape_words
from runbook.values.shape import ANY, INTEGER, NUMBER, STRING, Kind, Shape, array_of

_NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER})
_ARRAY = frozenset({Kind.ARRAY})
ShapeRule: TypeAlias = Callable[..., Shape]


def length(of: Shape) -> Shape:
    """An integer."""
    _require("length", of, frozenset({Kind.STRING, Kind.ARRAY, Kind.OBJECT}), "a string, an array or an object")
    return INTEGER


def default(of: Shape, otherwise: Shape) -> Shape:
    """The one or the other."""
    return either(of, otherwise)


def text(name: str) -> ShapeRule:
    """A string of a string."""

    def shape(of: Shape) -> Shape:
        _require(name, of, frozenset({Kind.STRING}), "a string")
        return STRING

    return shape


def join(of: Shape, separator: Shape) -> Shape:
    """A string of elements that can stand inside a text."""
    items = _items("join", of)
    if not spellable(items) and items.kinds:
        raise ShapeError(f"{shape_words(items)} cannot stand inside a text")
    _require("the separator of `join`", separator, frozenset({Kind.STRING}), "a string")
    return STRING


def element(name: str) -> ShapeRule:
    """An element of an array."""
    return lambda of: _items(name, of)


def ordered(of: Shape) -> Shape:
    """An array of numbers or of strings."""
    items = _items("sort", of)
    if items.kinds and not items.may_be(Kind.STRING, Kind.INTEGER, Kind.NUMBER):
        raise ShapeError(f"{shape_words(items)} has no order; only numbers or strings")
    return array_of(items)


def array(name: str) -> ShapeRule:
    """An array like the one it takes."""
    return lambda of: array_of(_items(name, of))


def part(of: Shape, start: Shape, stop: Shape) -> Shape:
    """An array of some of the elements."""
    for bound in (start, stop):
        _require("each bound of `slice`", bound, _NUMBERS, "a whole number")
    return array_of(_items("slice", of))


def as_list(of: Shape) -> Shape:
    """The array itself, or the keys of an object."""
    _require("list", of, frozenset({Kind.ARRAY, Kind.OBJECT}), "an array or an object")
    if of.only(Kind.OBJECT):
        return array_of(STRING)
    items = of.items or ANY
    return array_of(either(items, STRING) if of.may_be(Kind.OBJECT) else items)


def total(of: Shape) -> Shape:
    """A number."""
    items = _items("sum", of)
    if items.kinds and not items.kinds & _NUMBERS:
        raise ShapeError(f"`sum` takes numbers, not {shape_words(items)}")
    return INTEGER if items.only(Kind.INTEGER) else NUMBER


def extreme(name: str) -> ShapeRule:
    """One of several numbers."""

    def shape(of: Shape) -> Shape:
        items = _items(name, of)
        if items.kinds and not items.kinds & _NUMBERS:
            raise ShapeError(f"`{name}` takes numbers, not {shape_words(items)}")
        return INTEGER if items.only(Kind.INTEGER) else NUMBER

    return shape


def number(name: str, result: Shape = NUMBER) -> ShapeRule:
    """A number of a number, and perhaps of how many digits it has after the point."""

    def shape(of: Shape, *places: Shape) -> Shape:
        _require(name, of, _NUMBERS, "a number")
        for one in places:
            _require(f"the argument of `{name}`", one, _NUMBERS, "a whole number")
        return result if places else INTEGER

    return shape


def as_string(of: Shape) -> Shape:
    """A string."""
    if not spellable(of) and not of.may_be(Kind.BOOLEAN):
        raise ShapeError(f"{shape_words(of)} has no spelling as text", certain=True)
    return STRING


def map_attribute(of: Shape, path: Shape) -> Shape:
    """The members at a path."""
    return array_of(_at_written_path(_items("map", of), path))


def chosen(name: str) -> ShapeRule:
    """Some of the elements."""

    def shape(of: Shape, path: Shape, test: Shape, *operand: Shape) -> Shape:
        items = _items(name, of)
        found = _at_written_path(items, path, tolerant=_literal(test) == "defined")
        try:
            if operand:
                check_comparison(ROW_TESTS[_literal(test)], found, operand[0])
        except ShapeError as error:
            raise error.about(2) from None
        return array_of(items)

    return shape


def _literal(shape: Shape) -> str:
    """The text of an argument that is always written out."""
    return str(shape.choices[0]) if shape.choices else ""


def _at_written_path(shape: Shape, path: Shape, *, tolerant: bool = False) -> Shape:
    try:
        for key in _literal(path).split("."):
            shape = known_member(shape, key, tolerant=tolerant)
    except ShapeError as error:
        raise error.about(0) from None
    return shape


def known_member(shape: Shape, key: str, *, tolerant: bool = False) -> Shape:
    """The shape of a member; a name that is not declared is a mistake, even where others may be present.

    `tolerant`: undeclared members of an open object are asked for on purpose (`is defined`).
    """
    if shape.is_any or not shape.kinds:
        return ANY
    if not shape.may_be(Kind.OBJECT):
        raise ShapeError(f"{shape_words(shape)} has no member '{key}'", rule="unknown-field", help=_remedy(shape))
    if key in shape.properties:
        return shape.properties[key]
    if shape.open and (tolerant or not shape.properties):
        return ANY
    raise ShapeError(f"there is no '{key}' here", rule="unknown-field", help=did_you_mean(key, shape.properties))


def _remedy(shape: Shape) -> str:
    return "take an element first: [0], `| first` or `| map(attribute='...')`" if shape.may_be(Kind.ARRAY) else ""


def _items(name: str, of: Shape) -> Shape:
    _require(name, of, _ARRAY, "an array")
    return ANY if of.items is None else of.items


def _require(name: str, of: Shape, kinds: frozenset[Kind], wanted: str) -> None:
    if of.kinds and not of.kinds & kinds:
        subject = name if " " in name else f"`{name}`"
        raise ShapeError(f"{subject} takes {wanted}, not {shape_words(of)}", certain=True)
