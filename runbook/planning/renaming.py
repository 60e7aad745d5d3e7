"""An expression in which steps have other names, and its places do not count."""

from collections.abc import Callable

from runbook.frozen import replace
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
from runbook.language.references import STEPS


def with_steps(expression: Expression, name: Callable[[str], str]) -> Expression:
    """The expression, with `name` of each id where it reads `steps.<id>`."""

    def into(part: Expression) -> Expression:
        return with_steps(part, name)

    match expression:
        case Literal(value=value):
            return Literal(value, 0)
        case Name(name=root):
            return Name(root, 0)
        case Item(of=Name(name=root), key=Literal(value=str() as id)) if root == STEPS:
            return Item(Name(STEPS, 0), Literal(name(id), 0), 0)
        case Item(of=of, key=key):
            return Item(into(of), into(key), 0)
        case ListOf(elements=elements):
            return ListOf(tuple(map(into, elements)), 0)
        case MapOf(members=members):
            return MapOf(tuple((key, into(value)) for key, value in members), 0)
        case Compare(first=first, rest=rest):
            return Compare(into(first), tuple((by, into(value)) for by, value in rest), 0)
        case Logic(left=left, right=right) | Arithmetic(left=left, right=right):
            return replace(expression, left=into(left), right=into(right), offset=0)
        case Not(of=of):
            return Not(into(of), 0)
        case Test(of=of):
            return Test(expression.name, into(of), 0)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return Conditional(into(condition), into(then), into(otherwise), 0)
        case Filter(of=of, arguments=arguments, named=named):
            others = tuple((key, into(value)) for key, value in named)
            return Filter(expression.name, into(of), tuple(map(into, arguments)), others, 0)
