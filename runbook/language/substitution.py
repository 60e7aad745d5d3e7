"""Puts a call's own arguments where a contract's `verify` says `arguments.<name>`."""

from collections.abc import Mapping

from runbook.frozen import frozen, replace
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
from runbook.language.template import Condition, Template, Templated

ARGUMENTS = "arguments"


class NoSuchArgumentError(Exception):
    """A contract's `verify` reads an argument that the call does not give. `name`: which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@frozen
class Substitution:
    """`arguments`: of the call, by name. Errors: NoSuchArgumentError."""

    arguments: Mapping[str, Templated]

    def in_value(self, value: Templated) -> Templated:
        """A value with every `arguments.<name>` replaced."""
        match value:
            case Template() if value.is_single and (name := _argument(value.segments[0])) is not None:
                return self._given(name)
            case Template():
                segments = tuple(one if isinstance(one, str) else self.in_expression(one) for one in value.segments)
                return replace(value, segments=segments)
            case list():
                return [self.in_value(element) for element in value]
            case dict():
                return {name: self.in_value(member) for name, member in value.items()}
            case _:
                return value

    def in_condition(self, condition: Condition) -> Condition:
        """A condition with every `arguments.<name>` replaced."""
        return replace(condition, expression=self.in_expression(condition.expression))

    def in_expression(self, expression: Expression) -> Expression:
        """An expression with every `arguments.<name>` replaced."""
        name = _argument(expression)
        if name is not None:
            return as_expression(self._given(name), expression.offset)
        into = self.in_expression
        match expression:
            case Literal() | Name():
                return expression
            case Item(of=of, key=key):
                return replace(expression, of=into(of), key=into(key))
            case ListOf(elements=elements):
                return replace(expression, elements=tuple(map(into, elements)))
            case MapOf(members=members):
                return replace(expression, members=tuple((key, into(value)) for key, value in members))
            case Compare(first=first, rest=rest):
                return replace(expression, first=into(first), rest=tuple((by, into(value)) for by, value in rest))
            case Logic(left=left, right=right) | Arithmetic(left=left, right=right):
                return replace(expression, left=into(left), right=into(right))
            case Not(of=of) | Test(of=of):
                return replace(expression, of=into(of))
            case Conditional():
                return self._in_conditional(expression)
            case Filter():
                return self._in_filter(expression)

    def _in_conditional(self, expression: Conditional) -> Conditional:
        into = self.in_expression
        condition, then, otherwise = into(expression.condition), into(expression.then), into(expression.otherwise)
        return replace(expression, condition=condition, then=then, otherwise=otherwise)

    def _in_filter(self, expression: Filter) -> Filter:
        into = self.in_expression
        arguments = tuple(map(into, expression.arguments))
        named = tuple((name, into(value)) for name, value in expression.named)
        return replace(expression, of=into(expression.of), arguments=arguments, named=named)

    def _given(self, name: str) -> Templated:
        if name not in self.arguments:
            raise NoSuchArgumentError(name)
        return self.arguments[name]


def _argument(expression: str | Expression) -> str | None:
    """The name in `arguments.<name>`."""
    match expression:
        case Item(of=Name(name=root), key=Literal(value=str() as name)) if root == ARGUMENTS:
            return name
        case _:
            return None


def as_expression(value: Templated, offset: int) -> Expression:
    """A value as the expression that makes it; mixed text becomes the joining of its parts."""
    match value:
        case Template() if value.is_single and not isinstance(value.segments[0], str):
            return value.segments[0]
        case Template():
            parts = tuple(Literal(one, offset) if isinstance(one, str) else one for one in value.segments)
            return Filter("join", ListOf(parts, offset), (Literal("", offset),), (), offset)
        case list():
            return ListOf(tuple(as_expression(element, offset) for element in value), offset)
        case dict():
            return MapOf(tuple((name, as_expression(member, offset)) for name, member in value.items()), offset)
        case _:
            return Literal(value, offset)
