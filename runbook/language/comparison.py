"""Equality, order and membership, typed; None means that only a run can tell.

Nothing is converted: `1 == true` and `'1' == 1` are false, and only numbers or strings have an order.
"""

from collections.abc import Iterable
from decimal import Decimal

from runbook.language.refusals import OperandError
from runbook.language.value_shape import shape_of, shape_words, value_words
from runbook.values.shape import Kind
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

NUMBERS = frozenset({Kind.INTEGER, Kind.NUMBER})
STRINGS = frozenset({Kind.STRING})
CONTAINERS = frozenset({Kind.ARRAY, Kind.OBJECT, Kind.STRING})


def compare(operator: str, left: Value, right: Value) -> bool | None:
    """`left operator right`, operators as Jinja names them; errors: OperandError for kinds without that comparison."""
    match operator:
        case "eq":
            return same(left, right)
        case "ne":
            return negated(same(left, right))
        case "in":
            return contains(right, left)
        case "notin":
            return negated(contains(right, left))
        case _:
            return _ordered(operator, left, right)


def negated(answer: bool | None) -> bool | None:
    """The opposite of an answer, where there is one."""
    return None if answer is None else not answer


def same(left: Value, right: Value) -> bool | None:
    """Whether both are the same JSON value; 1 and 1.0 are, 1 and true are not. Errors: OperandError for secrets."""
    if isinstance(left, SecretName) or isinstance(right, SecretName):
        raise OperandError("a secret cannot be compared; it can only be passed on whole")
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return None
    match left, right:
        case PartialText(), PartialText() | str():
            return None
        case str(), PartialText():
            return None
        case (bool(), _) | (_, bool()):
            return left is right
        case list(), list():
            return _all(_pairs(left, right)) if len(left) == len(right) else False
        case dict(), dict():
            return _all(same(left[key], right[key]) for key in left) if left.keys() == right.keys() else False
        case (int() | Decimal(), int() | Decimal()) | (str(), str()) | (None, None):
            return left == right
        case _:
            return False


def _pairs(left: list[Value], right: list[Value]) -> Iterable[bool | None]:
    return (same(one, other) for one, other in zip(left, right, strict=True))


def _all(answers: Iterable[bool | None]) -> bool | None:
    known = True
    for answer in answers:
        if answer is False:
            return False
        known = known and answer is not None
    return True if known else None


def contains(container: Value, element: Value) -> bool | None:
    """Whether `element` is an element, a key or a part; errors: OperandError for what contains nothing."""
    match container:
        case list():
            answer = _all(negated(same(element, each)) for each in container)
            return negated(answer)
        case dict():
            _require(element, STRINGS, "a key is a string, not {}")
            return element in container if isinstance(element, str) else _maybe(container)
        case str() | PartialText():
            _require(element, STRINGS, "only a string can be in a string, not {}")
            return element in container if isinstance(container, str) and isinstance(element, str) else None
        case Unknown():
            _require(container, CONTAINERS, "{} contains nothing; `in` needs an array, an object or a string")
            if container.shape.only(Kind.STRING, Kind.OBJECT):
                _require(element, STRINGS, "only a string can be in it, not {}")
            return None
        case _:
            raise OperandError(f"{value_words(container)} contains nothing; `in` needs an array, an object or a string")


def _maybe(container: dict[str, Value]) -> bool | None:
    return None if container else False


def _ordered(operator: str, left: Value, right: Value) -> bool | None:
    kinds = _order_kinds(left) & _order_kinds(right)
    if not kinds:
        words = f"{value_words(left)} and {value_words(right)}"
        raise OperandError(f"{words} have no order; only two numbers or two strings have")
    if isinstance(left, str) and isinstance(right, str):
        return _holds(operator, (left > right) - (left < right))
    if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        return _holds(operator, (left > right) - (left < right))
    return None


def _order_kinds(value: Value) -> frozenset[Kind]:
    match value:
        case bool():
            return frozenset()
        case str() | PartialText():
            return STRINGS
        case int() | Decimal():
            return NUMBERS
        case Unknown():
            numbers = NUMBERS if value.shape.kinds & NUMBERS else frozenset()
            return numbers | (value.shape.kinds & STRINGS)
        case _:
            return frozenset()


def _holds(operator: str, sign: int) -> bool:
    match operator:
        case "lt":
            return sign < 0
        case "lteq":
            return sign <= 0
        case "gt":
            return sign > 0
        case _:
            return sign >= 0


def _require(value: Value, kinds: frozenset[Kind], refusal: str) -> None:
    """Errors: OperandError when it is of none of `kinds`, whatever a run supplies."""
    shape = shape_of(value)
    if not shape.kinds & kinds:
        raise OperandError(refusal.format(shape_words(shape)))
