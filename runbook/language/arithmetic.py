"""`+`, `-` and `*` on numbers, exactly; nothing is converted, and text has no `+`. Errors: OperandError, ShapeError."""

from collections.abc import Callable, Mapping

from runbook.language.refusals import OperandError, ShapeError
from runbook.language.value_shape import shape_of, shape_words
from runbook.values.numbers import Number, NumberError, added, is_number, multiplied, subtracted
from runbook.values.shape import INTEGER, NUMBER, Kind, Shape
from runbook.values.unknown import Value

OPERATORS: Mapping[str, str] = {"add": "+", "sub": "-", "mul": "*"}
"""Operators as Jinja names them, and how they are written."""

_RULES: Mapping[str, Callable[[Number, Number], Number]] = {"add": added, "sub": subtracted, "mul": multiplied}


def combined(operator: str, left: Value, right: Value) -> Number | Shape:
    """`left operator right`, or its shape when only a run can tell. Errors: OperandError for what is no number."""
    for value in (left, right):
        shape = shape_of(value)
        if not shape.kinds & NUMBER.kinds:
            raise OperandError(_refusal(operator, shape))
    if is_number(left) and is_number(right):
        return calculated(lambda: _RULES[operator](left, right))
    return combined_shape(shape_of(left), shape_of(right))


def calculated(result: Callable[[], Number]) -> Number:
    """The result; errors: OperandError when it is beyond the bounds of numbers."""
    try:
        return result()
    except NumberError as error:
        raise OperandError(f"{error} cannot be the result") from None


def combined_shape(left: Shape, right: Shape) -> Shape:
    """The shape of the result: a whole number of two whole numbers."""
    return INTEGER if left.only(Kind.INTEGER) and right.only(Kind.INTEGER) else NUMBER


def check_operand(operator: str, shape: Shape) -> None:
    """Refuse an operand that is never a number. Errors: ShapeError."""
    if shape.kinds and not shape.kinds & NUMBER.kinds:
        raise ShapeError(_refusal(operator, shape), help=_remedy(operator, shape))


def _refusal(operator: str, shape: Shape) -> str:
    return f"`{OPERATORS[operator]}` takes two numbers, not {shape_words(shape)}"


def _remedy(operator: str, shape: Shape) -> str:
    if operator == "add" and shape.kinds <= {Kind.STRING} and shape.kinds:
        return 'join texts by writing them side by side: "{{ a }}{{ b }}"'
    return ""
