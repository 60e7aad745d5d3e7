"""Jinja's tree -> our tree: the allow-list. What is not named here is refused, with its place and a remedy."""

from collections.abc import Iterable
from decimal import Decimal

from jinja2 import nodes

from runbook.diagnostics.suggest import did_you_mean
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
    start_of,
)
from runbook.language.filters import FILTERS
from runbook.language.jinja_tokens import Lexeme, nested_too_deeply
from runbook.language.kind_tests import TESTS
from runbook.language.refusals import ExpressionError
from runbook.values.numbers import Number, read_number, subtracted

_NO_ELSE = "`a if c` without an else has no value when c is false"


class Converter:
    """Converts one tree; knows the pieces of its text for exact places."""

    def __init__(self, pieces: list[Lexeme]) -> None:
        self._pieces = pieces
        self._index = {piece.start: number for number, piece in enumerate(pieces)}

    def convert(self, node: nodes.Node, depth: int = 0) -> Expression:
        """Our tree; errors: ExpressionError for everything that is not on the list."""
        if depth > MAX_NESTING:
            raise nested_too_deeply(node.lineno, self._end(node.lineno))
        below = depth + 1
        match node:
            case nodes.Const():
                return Literal(self._constant(node), node.lineno, self._end(node.lineno))
            case nodes.Name():
                self._check_name(node.name, node.lineno)
                return Name(node.name, node.lineno)
            case nodes.Getattr() | nodes.Getitem():
                return self._item(node, below)
            case nodes.List():
                return ListOf(tuple(self.convert(element, below) for element in node.items), node.lineno)
            case nodes.Dict():
                return self._map(node, below)
            case nodes.Filter():
                return self._filter(node, below)
            case nodes.Test():
                return self._test(node, below)
            case nodes.Neg():
                return self._negative(node, below)
            case nodes.Add() | nodes.Sub() | nodes.Mul():
                left, right = self.convert(node.left, below), self.convert(node.right, below)
                return Arithmetic(type(node).__name__.lower(), left, right, start_of(left))
            case _:
                return self._logic(node, below)

    def _constant(self, node: nodes.Const) -> bool | int | Decimal | str | None:
        """A constant; a number with a fraction exactly as it is written, not as Jinja reads it."""
        value: bool | int | float | str | None = node.value
        return value if not isinstance(value, float) else self._number(node)

    def _number(self, node: nodes.Const) -> Number:
        return read_number(self._pieces[self._index[node.lineno]].text)

    def _negative(self, node: nodes.Neg, below: int) -> Expression:
        """`-1` is a number; `-a` is `0 - a`."""
        match node.node:
            case nodes.Const(value=int() | float() as value) as constant if not isinstance(value, bool):
                number = subtracted(0, self._number(constant))
                return Literal(number, node.lineno, self._end(constant.lineno))
            case _:
                return Arithmetic("sub", Literal(0, node.lineno), self.convert(node.node, below), node.lineno)

    def _logic(self, node: nodes.Node, below: int) -> Expression:
        match node:
            case nodes.Compare():
                first = self.convert(node.expr, below)
                rest = tuple((operand.op, self.convert(operand.expr, below)) for operand in node.ops)
                return Compare(first, rest, start_of(first))
            case nodes.And() | nodes.Or():
                left, right = self.convert(node.left, below), self.convert(node.right, below)
                return Logic("and" if isinstance(node, nodes.And) else "or", left, right, start_of(left))
            case nodes.Not():
                of = self.convert(node.node, below)
                return Not(of, min(node.lineno, start_of(of)))
            case nodes.CondExpr(expr2=nodes.Expr() as otherwise):
                then = self.convert(node.expr1, below)
                condition = self.convert(node.test, below)
                return Conditional(condition, then, self.convert(otherwise, below), start_of(then))
            case nodes.CondExpr():
                raise self._refused(node.lineno, _NO_ELSE, "write `a if c else b`")
            case nodes.Call():
                hint = "nothing can be called; filters do the work: `x | length`, `x | default(y)`"
                raise self._refused(node.lineno, "calls are not part of the language", hint)
            case nodes.Slice():
                raise self._refused(
                    node.lineno, "slices are not part of the language", "use `| slice(0, 10)`, `| first` or `| last`"
                )
            case nodes.Tuple():
                raise self._refused(node.lineno, "tuples are not part of the language", "write a list: [a, b]")
            case _:
                raise self._refused(node.lineno, "this is not part of the language", "")

    def _item(self, node: nodes.Getattr | nodes.Getitem, below: int) -> Item:
        of = self.convert(node.node, below)
        if isinstance(node, nodes.Getitem):
            return Item(of, self.convert(node.arg, below), start_of(of))
        name = self._pieces[self._index[node.lineno] + 1]
        self._check_name(node.attr, name.start)
        return Item(of, Literal(node.attr, name.start, name.end), start_of(of))

    def _map(self, node: nodes.Dict, below: int) -> MapOf:
        members: dict[str, Expression] = {}
        for pair in node.items:
            match pair.key:
                case nodes.Const(value=str() as key) if key not in members:
                    members[key] = self.convert(pair.value, below)
                case nodes.Const(value=str() as key):
                    raise self._refused(pair.key.lineno, f"the key {key!r} stands here twice", "")
                case _:
                    raise self._refused(pair.key.lineno, "keys are strings in quotes", "")
        return MapOf(tuple(members.items()), node.lineno)

    def _filter(self, node: nodes.Filter, below: int) -> Filter:
        rule = FILTERS.get(node.name)
        if rule is None or node.node is None:
            raise self._unknown("filter", node.name, node.lineno, FILTERS)
        of = self.convert(node.node, below)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise self._refused(node.lineno, "arguments are written out one by one", "")
        arguments = tuple(self.convert(argument, below) for argument in node.args)
        named = tuple((str(pair.key), self.convert(pair.value, below)) for pair in node.kwargs)
        if complaint := rule.complaint(arguments, named):
            raise self._refused(node.lineno, complaint, f"write `{rule.usage}`")
        return Filter(node.name, of, arguments, named, node.lineno)

    def _test(self, node: nodes.Test, below: int) -> Test:
        name = self._test_name(node)
        if node.name not in TESTS:
            raise self._unknown("test", node.name, name.start, TESTS)
        if node.args or node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
            raise self._refused(name.start, f"the test '{node.name}' takes no argument", "")
        return Test(node.name, self.convert(node.node, below), name.start)

    def _test_name(self, node: nodes.Test) -> Lexeme:
        number = self._index[node.lineno] + 1
        return self._pieces[number + 1 if self._pieces[number].text == "not" else number]

    def _check_name(self, name: str, offset: int) -> None:
        if name.startswith("__"):
            hint = "there is only data here, no Python; a member of that name is written a['__b']"
            raise self._refused(offset, f"the name '{name}' is not part of the language", hint)

    def _unknown(self, what: str, name: str, offset: int, known: Iterable[str]) -> ExpressionError:
        message = f"there is no {what} '{name}'"
        return ExpressionError(f"unknown-{what}", message, offset, offset + len(name), did_you_mean(name, known))

    def _refused(self, offset: int, message: str, hint: str) -> ExpressionError:
        return ExpressionError("template-not-allowed", message, offset, self._end(offset), hint)

    def _end(self, offset: int) -> int:
        number = self._index.get(offset)
        return offset + 1 if number is None else self._pieces[number].end
