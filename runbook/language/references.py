"""What an expression reads: names, and the members of names."""

from collections.abc import Iterable, Iterator, Mapping

from runbook.by_identity import by_identity
from runbook.frozen import frozen
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
    end_of,
)
from runbook.language.template import Condition, Template

STEPS = "steps"
ALL = "*"
"""Stands for every step, or for every field of a step."""


@frozen
class Reference:
    """`root.key.key`: the keys up to the first that is computed. Offsets of the whole in its expression."""

    root: str
    keys: tuple[str | int, ...]
    start: int
    end: int


@by_identity
def references(expression: Expression) -> tuple[Reference, ...]:
    """Everything an expression reads, each once where it stands."""
    return tuple(_references(expression))


def _references(expression: Expression) -> Iterator[Reference]:
    chain = _chain(expression)
    if chain is not None:
        yield chain
    if not isinstance(expression, Item):
        for part in parts_of(expression):
            yield from _references(part)
        return
    below: Expression = expression
    while isinstance(below, Item):
        yield from _references(below.key)
        below = below.of
    if not isinstance(below, Name):
        yield from _references(below)


def _chain(expression: Expression) -> Reference | None:
    """A name, or the members of a name."""
    keys: list[str | int | None] = []
    below = expression
    while isinstance(below, Item):
        key = below.key.value if isinstance(below.key, Literal) else None
        keys.append(key if isinstance(key, str | int) else None)
        below = below.of
    if not isinstance(below, Name):
        return None
    known: list[str | int] = []
    for key in reversed(keys):
        if key is None:
            break
        known.append(key)
    return Reference(below.name, tuple(known), below.offset, end_of(expression))


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions inside an expression."""
    match expression:
        case Literal() | Name():
            return ()
        case Item(of=of, key=key):
            return (of, key)
        case ListOf(elements=elements):
            return elements
        case MapOf(members=members):
            return tuple(member for _, member in members)
        case Compare(first=first, rest=rest):
            return (first, *(operand for _, operand in rest))
        case Logic(left=left, right=right) | Arithmetic(left=left, right=right):
            return (left, right)
        case Not(of=of) | Test(of=of):
            return (of,)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Filter(of=of, arguments=arguments, named=named):
            return (of, *arguments, *(argument for _, argument in named))


ITEM_FIELDS = ("response", "outputs")
"""Fields of a loop's items that are kept only when something reads them."""


def item_fields_read(readings: Iterable[Condition | Template]) -> frozenset[str]:
    """Those of `ITEM_FIELDS` that are read as a member of anything but a step; all of them where a key is computed."""
    found: set[str] = set()
    for reading in readings:
        for _, expression in expressions_in(reading):
            found |= _members_read(expression)
    return frozenset(found)


def _members_read(expression: Expression) -> set[str]:
    found = {name for part in parts_of(expression) for name in _members_read(part)}
    match expression:
        case Item(of=Item(of=Name(name="steps"))):
            named: tuple[object, ...] = ()
        case Item(key=Literal(value=value)):
            named = (value,)
        case Item():
            named = ITEM_FIELDS
        case Filter(arguments=arguments, named=others):
            written = (*arguments, *(value for _, value in others))
            texts = (one.value for one in written if isinstance(one, Literal) and isinstance(one.value, str))
            named = tuple(part for one in texts for part in one.split("."))
        case _:
            named = ()
    return found | {name for name in ITEM_FIELDS if name in named}


def expressions_in(reading: Condition | Template) -> tuple[tuple[int, Expression], ...]:
    """The expressions of a condition or template, each with the offset from which its own offsets count."""
    if isinstance(reading, Condition):
        return ((0, reading.expression),)
    segments = enumerate(reading.segments)
    return tuple((reading.start(index), segment) for index, segment in segments if not isinstance(segment, str))


def fields_read(readings: Iterable[Condition | Template]) -> Mapping[str, frozenset[str]]:
    """Step id -> the fields of its result that are read; `ALL` for what only a run can tell."""
    read: dict[str, set[str]] = {}
    for reading in readings:
        for _, expression in expressions_in(reading):
            for reference in references(expression):
                if reference.root == STEPS:
                    step, field = (*(str(key) for key in reference.keys[:2]), ALL, ALL)[:2]
                    read.setdefault(step, set()).add(field)
    return {step: frozenset(fields) for step, fields in read.items()}
