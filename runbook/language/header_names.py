"""Headers of answers that a playbook reads, so that a run keeps them."""

from collections.abc import Iterable, Iterator

from runbook.by_identity import by_identity
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.language.expression import Expression, Item, Literal, Name, end_of
from runbook.language.references import expressions_in, parts_of
from runbook.language.template import Condition, Template
from runbook.providers.parts import NEVER_KEPT

_HEADERS = "headers"
_ROOTS = frozenset({"response", "steps", "before", "answer"})


def named_headers(readings: Iterable[Condition | Template]) -> frozenset[str]:
    """The names, in lower case, that stand behind `headers` in any expression."""
    return frozenset(key for one in readings for _, tree in expressions_in(one) for key, _ in _named(tree))


def unkept_headers(readings: Iterable[Condition | Template]) -> Iterator[Diagnostic]:
    """Report what is read of headers that may hold a credential: they are never kept, so nothing stands there."""
    for reading in readings:
        for start, tree in expressions_in(reading):
            for name, item in _named(tree):
                if name in NEVER_KEPT and _is_of_an_answer(item):
                    yield Diagnostic(
                        "header-not-kept",
                        f"the header `{name}` may hold a credential, so no run keeps it",
                        reading.place(start + item.key.offset, start + end_of(item.key)),
                        help="decide by another header, by the status or by the body",
                    )


@by_identity
def _named(expression: Expression) -> tuple[tuple[str, Item], ...]:
    """Each `….headers.name` in an expression."""
    return tuple(_found(expression))


def _found(expression: Expression) -> Iterator[tuple[str, Item]]:
    if isinstance(expression, Item) and _is_headers(expression.of):
        key = expression.key.value if isinstance(expression.key, Literal) else None
        if isinstance(key, str):
            yield key.lower(), expression
    for part in parts_of(expression):
        yield from _found(part)


def _is_headers(expression: Expression) -> bool:
    return isinstance(expression, Item) and isinstance(expression.key, Literal) and expression.key.value == _HEADERS


def _is_of_an_answer(expression: Expression) -> bool:
    while isinstance(expression, Item):
        expression = expression.of
    return isinstance(expression, Name) and expression.name in _ROOTS
