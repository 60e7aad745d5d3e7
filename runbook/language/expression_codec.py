"""Expression <-> compact nested lists, so that trees can be kept between processes."""

from collections.abc import Callable
from decimal import Decimal

from runbook.language.bounds import MAX_NESTING
from runbook.language.expression import (
    Arithmetic,
    Compare,
    Conditional,
    Expression,
    Filter,
    Item,
    ListOf,
    Literal,
    Logic,
    MapOf,
    Name,
    Not,
    Test,
)
from runbook.language.filters import FILTERS
from runbook.language.kind_tests import TESTS
from runbook.values.json import Json

_OPERATORS = frozenset({"eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"})


def encode_expression(expression: Expression) -> Json:
    """The tree as `[tag, offset, ...]`."""
    match expression:
        case Literal():
            return ["literal", expression.offset, expression.end, expression.value]
        case Name():
            return ["name", expression.offset, expression.name]
        case Item():
            return ["item", expression.offset, encode_expression(expression.of), encode_expression(expression.key)]
        case ListOf():
            return ["list", expression.offset, [encode_expression(each) for each in expression.elements]]
        case MapOf():
            return ["map", expression.offset, _encoded(expression.members)]
        case Compare():
            return ["compare", expression.offset, encode_expression(expression.first), _encoded(expression.rest)]
        case Logic() | Arithmetic():
            sides = (encode_expression(expression.left), encode_expression(expression.right))
            return [expression.operator, expression.offset, *sides]
        case Not():
            return ["not", expression.offset, encode_expression(expression.of)]
        case Conditional():
            parts = (expression.condition, expression.then, expression.otherwise)
            return ["if", expression.offset, *map(encode_expression, parts)]
        case Filter():
            arguments: Json = [encode_expression(each) for each in expression.arguments]
            of = encode_expression(expression.of)
            return ["filter", expression.offset, expression.name, of, arguments, _encoded(expression.named)]
        case Test():
            return ["test", expression.offset, expression.name, encode_expression(expression.of)]


def _encoded(members: tuple[tuple[str, Expression], ...]) -> Json:
    return [[name, encode_expression(each)] for name, each in members]


def decode_expression(data: Json) -> Expression:
    """The tree; errors: ValueError for what `encode_expression` did not make."""
    return _decode(data, 0)


def _decode(data: Json, depth: int) -> Expression:
    if depth > MAX_NESTING + 1:
        raise ValueError("the expression is nested too deeply")
    match data:
        case [str() as tag, int() as offset, *rest]:
            return _by_tag(tag, offset, rest, lambda inner: _decode(inner, depth + 1))
        case _:
            raise ValueError("not an expression")


def _by_tag(tag: str, offset: int, rest: list[Json], decode: Callable[[Json], Expression]) -> Expression:
    match [tag, *rest]:
        case ["literal", int() as end, (bool() | int() | Decimal() | str() | None) as value]:
            return Literal(value, offset, end)
        case ["name", str() as name]:
            return Name(name, offset)
        case ["item", of, key]:
            return Item(decode(of), decode(key), offset)
        case ["list", list() as elements]:
            return ListOf(tuple(map(decode, elements)), offset)
        case ["map", list() as members]:
            return MapOf(_members(members, decode), offset)
        case ["compare", first, list() as rows]:
            pairs = _members(rows, decode)
            _require(bool(pairs) and all(operator in _OPERATORS for operator, _ in pairs))
            return Compare(decode(first), pairs, offset)
        case ["and" | "or", left, right]:
            return Logic(tag, decode(left), decode(right), offset)
        case ["add" | "sub" | "mul", left, right]:
            return Arithmetic(tag, decode(left), decode(right), offset)
        case ["not", of]:
            return Not(decode(of), offset)
        case ["if", condition, then, otherwise]:
            return Conditional(decode(condition), decode(then), decode(otherwise), offset)
        case ["filter", str() as name, of, list() as arguments, list() as named]:
            return _filter(name, decode(of), (tuple(map(decode, arguments)), _members(named, decode)), offset)
        case ["test", str() as name, of]:
            _require(name in TESTS)
            return Test(name, decode(of), offset)
        case _:
            raise ValueError("not an expression")


def _filter(
    name: str,
    of: Expression,
    written: tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]],
    offset: int,
) -> Filter:
    arguments, named = written
    rule = FILTERS.get(name)
    _require(rule is not None and not rule.complaint(arguments, named))
    return Filter(name, of, arguments, named, offset)


def _members(rows: list[Json], decode: Callable[[Json], Expression]) -> tuple[tuple[str, Expression], ...]:
    members: list[tuple[str, Expression]] = []
    for row in rows:
        match row:
            case [str() as name, value]:
                members.append((name, decode(value)))
            case _:
                raise ValueError("not an expression")
    return tuple(members)


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("not an expression of this language")
