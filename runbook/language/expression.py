"""Expressions as trees of our own: Jinja's syntax, without anything that can call, loop or grow.

Every node has `offset`: the character offset of its first token inside the text it was parsed from;
of a filter or test it is the place of its name.
"""

from decimal import Decimal
from typing import TypeAlias

from runbook.frozen import frozen


@frozen
class Literal:
    """A constant, or a member's name after a dot. `end`: the offset after its last character."""

    value: bool | int | Decimal | str | None
    offset: int
    end: int = -1


@frozen
class Name:
    """A name of the scope."""

    name: str
    offset: int


@frozen
class Item:
    """`of.key` or `of[key]`: the same thing, mapping keys only; never a Python attribute."""

    of: "Expression"
    key: "Expression"
    offset: int


@frozen
class ListOf:
    """`[a, b]`."""

    elements: "tuple[Expression, ...]"
    offset: int


@frozen
class MapOf:
    """`{'a': b}` with literal keys."""

    members: "tuple[tuple[str, Expression], ...]"
    offset: int


@frozen
class Compare:
    """`a < b <= c`: operators are `eq ne lt lteq gt gteq in notin`, as Jinja names them."""

    first: "Expression"
    rest: "tuple[tuple[str, Expression], ...]"
    offset: int


@frozen
class Arithmetic:
    """`a + b`, `a - b`, `a * b` of numbers: `operator` is `add`, `sub` or `mul`."""

    operator: str
    left: "Expression"
    right: "Expression"
    offset: int


@frozen
class Logic:
    """`a and b`, `a or b`: `operator` is `and` or `or`."""

    operator: str
    left: "Expression"
    right: "Expression"
    offset: int


@frozen
class Not:
    """`not a`."""

    of: "Expression"
    offset: int


@frozen
class Conditional:
    """`a if c else b`; the else is required."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"
    offset: int


@frozen
class Filter:
    """`of | name(arguments)`, one of the bounded filters."""

    name: str
    of: "Expression"
    arguments: "tuple[Expression, ...]"
    named: "tuple[tuple[str, Expression], ...]"
    offset: int


@frozen
class Test:
    """`of is name`, `of is not name` (as Not): one of `defined none string number boolean mapping sequence`."""

    __test__ = False
    name: str
    of: "Expression"
    offset: int


Expression: TypeAlias = (
    Literal | Name | Item | ListOf | MapOf | Compare | Arithmetic | Logic | Not | Conditional | Filter | Test
)


def start_of(expression: Expression) -> int:
    """The offset of the first token of all of `expression`."""
    while isinstance(expression, Filter | Test):
        expression = expression.of
    return expression.offset


def end_of(expression: Expression) -> int:
    """The offset after the token that names `expression` best; never more than the expression itself."""
    match expression:
        case Literal():
            return max(expression.end, expression.offset + 1)
        case Name() | Filter() | Test():
            return expression.offset + len(expression.name)
        case Item():
            return end_of(expression.key)
        case Compare():
            return end_of(expression.rest[-1][1])
        case Logic() | Arithmetic():
            return end_of(expression.right)
        case Conditional():
            return end_of(expression.otherwise)
        case Not():
            return end_of(expression.of)
        case ListOf() | MapOf():
            return expression.offset + 1
