"""Which comparisons can never hold, or have no meaning, whatever the values. Errors: ShapeError."""

from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.frozen import freeze
from runbook.language.comparison import CONTAINERS, NUMBERS, STRINGS
from runbook.language.refusals import ShapeError
from runbook.language.value_shape import choice_words, shape_words
from runbook.values.json import Json
from runbook.values.shape import Kind, Shape


def check_comparison(operator: str, left: Shape, right: Shape) -> None:
    """Whether `left operator right` makes sense; errors: ShapeError."""
    match operator:
        case "eq" | "ne":
            check_equality(left, right)
        case "in" | "notin":
            check_membership(right, left)
        case _:
            check_order(left, right)


def check_equality(left: Shape, right: Shape) -> None:
    """Whether they can ever be equal; errors: ShapeError."""
    _refuse_secrets(left, right)
    if not left.kinds or not right.kinds:
        return
    if not _wide(left) & _wide(right):
        raise ShapeError(f"{shape_words(left)} never equals {shape_words(right)}", help=_conversion(left, right))
    if left.choices and right.choices and not _meet(left.choices, right.choices):
        raise _impossible(left.choices, right.choices)


def check_membership(container: Shape, element: Shape) -> None:
    """Whether `element` can be in `container`; errors: ShapeError."""
    _refuse_secrets(container, element)
    if container.kinds and not container.kinds & CONTAINERS:
        words = shape_words(container)
        raise ShapeError(f"{words} contains nothing; `in` needs an array, an object or a string")
    if container.only(Kind.STRING, Kind.OBJECT):
        if element.kinds and not element.kinds & STRINGS:
            raise ShapeError(f"only a string can be in {shape_words(container)}, not {shape_words(element)}")
    elif container.only(Kind.ARRAY) and container.items is not None:
        check_equality(element, container.items)


def check_order(left: Shape, right: Shape) -> None:
    """Whether they have an order; errors: ShapeError."""
    _refuse_secrets(left, right)
    numbers = left.kinds & NUMBERS and right.kinds & NUMBERS
    strings = left.kinds & right.kinds & STRINGS
    if left.kinds and right.kinds and not numbers and not strings:
        words = f"{shape_words(left)} and {shape_words(right)}"
        raise ShapeError(f"{words} have no order; only two numbers or two strings have", help=_conversion(left, right))


def _refuse_secrets(*shapes: Shape) -> None:
    if any(shape.kinds == {Kind.SECRET} for shape in shapes):
        raise ShapeError("a secret cannot be compared; it can only be passed on whole")


def _wide(shape: Shape) -> frozenset[Kind]:
    return shape.kinds | NUMBERS if shape.kinds & NUMBERS else shape.kinds


def _meet(left: tuple[Json, ...], right: tuple[Json, ...]) -> bool:
    return not set(map(freeze, left)).isdisjoint(map(freeze, right))


def _impossible(left: tuple[Json, ...], right: tuple[Json, ...]) -> ShapeError:
    few, many = (left, right) if len(left) <= len(right) else (right, left)
    value = few[0]
    hint = did_you_mean(value, [each for each in many if isinstance(each, str)]) if isinstance(value, str) else ""
    return ShapeError(
        f"it is never {choice_words(value)}" if len(few) == 1 else "they have no value in common", help=hint
    )


def _conversion(left: Shape, right: Shape) -> str:
    kinds = left.kinds | right.kinds
    if kinds & NUMBERS and kinds & STRINGS:
        return "nothing is converted: write numbers without quotes, texts with quotes"
    return ""
