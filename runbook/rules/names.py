"""The names that an expression reads."""

from collections.abc import Iterator

from runbook.language.expression import (
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


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything inside it."""
    yield expression
    for inner in _inside(expression):
        yield from parts(inner)


def _inside(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Literal() | Name():
            return ()
        case Item(of=of, key=key):
            return (of, key)
        case ListOf(elements=elements):
            return elements
        case MapOf(members=members):
            return tuple(value for _, value in members)
        case Compare(first=first, rest=rest):
            return (first, *(other for _, other in rest))
        case Logic(left=left, right=right):
            return (left, right)
        case Not(of=of) | Test(of=of):
            return (of,)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Filter(of=of, arguments=arguments, named=named):
            return (of, *arguments, *(value for _, value in named))


def inputs_read(expression: Expression) -> Iterator[str]:
    """The inputs it reads by name: `case_id` of `inputs.case_id`; `*` when it may read any of them."""
    everything = list(parts(expression))
    named = [part for part in everything if isinstance(part, Item) and _is_inputs(part.of)]
    for item in named:
        yield item.key.value if isinstance(item.key, Literal) and isinstance(item.key.value, str) else "*"
    if sum(_is_inputs(part) for part in everything) > len(named):
        yield "*"


def _is_inputs(expression: Expression) -> bool:
    return isinstance(expression, Name) and expression.name == "inputs"
