"""What a condition reads, with what stood there: for people who ask why it did not hold."""

from collections.abc import Iterator, Mapping

from runbook.frozen import frozen
from runbook.language.evaluate import EvaluationError, evaluate
from runbook.language.expression import Expression, Item, Name
from runbook.language.expression_text import expression_text
from runbook.language.references import parts_of
from runbook.language.template import Condition
from runbook.values.unknown import Value


@frozen
class Reading:
    """What a condition read: as written, and what stood there; `missing` when nothing did."""

    text: str
    value: Value = None
    missing: bool = False


def readings(condition: Condition, scope: Mapping[str, Value]) -> tuple[Reading, ...]:
    """Everything a condition reads, each once, in the order in which it is written."""
    found = {expression_text(chain): chain for chain in _chains(condition.expression)}
    return tuple(_read(text, chain, scope) for text, chain in found.items())


def _read(text: str, chain: Expression, scope: Mapping[str, Value]) -> Reading:
    try:
        return Reading(text, evaluate(chain, scope))
    except EvaluationError:
        return Reading(text, missing=True)


def _chains(expression: Expression) -> Iterator[Expression]:
    """Names, and members of names: the longest that are written."""
    below = expression
    while isinstance(below, Item):
        below = below.of
    if isinstance(below, Name):
        yield expression
        return
    for part in parts_of(expression):
        yield from _chains(part)
