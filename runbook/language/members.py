"""Members of mappings and elements of arrays: by key and index only, never a Python attribute (THREATS R30)."""

from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from runbook.language.refusals import OperandError
from runbook.language.value_shape import any_of, either, shape_of, value_words
from runbook.values.numbers import is_whole
from runbook.values.shape import ANY, Kind, Shape
from runbook.values.unknown import PartialText, SecretName, Unknown, Value


class Absent(Enum):
    """Nothing stands there."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
Found: TypeAlias = "Value | Absent"


def member(of: Value, key: Value) -> Found:
    """What stands under `key`; errors: OperandError for a key that is neither text nor a whole number, or a secret."""
    if isinstance(of, SecretName):
        raise OperandError("a secret has no members; it can only be passed on whole")
    match key:
        case Unknown() | PartialText():
            return _some_member(of, key)
        case str():
            return _named(of, key)
        case bool():
            raise OperandError("a boolean is no key")
        case int() | Decimal() if is_whole(key):
            return _numbered(of, int(key))
        case _:
            raise OperandError(f"{value_words(key)} is no key")


def _named(of: Value, key: str) -> Found:
    if isinstance(of, dict):
        return of.get(key, ABSENT)
    if isinstance(of, Unknown):
        shape = named_shape(of.shape, key)
        return ABSENT if shape is None else Unknown(shape, of.origin + key_text(key))
    return ABSENT


def _numbered(of: Value, index: int) -> Found:
    if isinstance(of, list):
        return of[index] if -len(of) <= index < len(of) else ABSENT
    if isinstance(of, Unknown) and of.shape.may_be(Kind.ARRAY):
        return Unknown(of.shape.items or ANY, f"{of.origin}[{index}]")
    return ABSENT


def _some_member(of: Value, key: Unknown | PartialText) -> Found:
    origin = key.origin if isinstance(key, Unknown) else "..."
    match of:
        case list() | dict() if not of:
            return ABSENT
        case list() | dict():
            elements = of if isinstance(of, list) else of.values()
            return Unknown(any_of(shape_of(element) for element in elements), f"(...)[{origin}]")
        case Unknown() if of.shape.may_be(Kind.ARRAY, Kind.OBJECT):
            return Unknown(some_member_shape(of.shape), f"{of.origin}[{origin}]")
        case _:
            return ABSENT


def named_shape(shape: Shape, key: str) -> Shape | None:
    """The shape of the member `key`; None when no value of this shape has it."""
    if not shape.may_be(Kind.OBJECT):
        return None
    if key in shape.properties:
        return shape.properties[key]
    return ANY if shape.open else None


def some_member_shape(shape: Shape) -> Shape:
    """The shape of a member or element that is not known by name."""
    named = any_of(shape.properties.values())
    members = either(named, ANY) if shape.open or not shape.properties else named
    if not shape.may_be(Kind.OBJECT):
        return shape.items or ANY
    return either(members, shape.items or ANY) if shape.may_be(Kind.ARRAY) else members


def key_text(key: str) -> str:
    """How a member is written after what it belongs to: `.name`, or `['odd name']`."""
    return f".{key}" if key.isidentifier() and not key.startswith("__") else f"[{key!r}]"
