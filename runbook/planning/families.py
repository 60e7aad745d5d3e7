"""The rows of a call, seen from far: which verbs an answer of each family can lead to, and what it proves."""

from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache

from runbook.diagnostics.source import Source, Span
from runbook.frozen import frozen
from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.answer import Answer, AnswerKind

NOWHERE = Span(Source("", ""), 0, 0)


class Family(Enum):
    """Kinds of answers that tell the same about what the request did."""

    SUCCESS = "2"
    REDIRECT = "3"
    REFUSAL = "4"
    ERROR = "5"
    NOT_SENT = "not_sent"
    NO_ANSWER = "no_answer"
    UNDECLARED = "undeclared"
    MALFORMED = "malformed"


_COUNTED = (Family.SUCCESS, Family.REDIRECT, Family.REFUSAL, Family.ERROR)
_MOST = 100
_MALFORMED_STATUS = 200
_UNDECLARED_STATUS = 299


@frozen
class Turn:
    """One answer that stands for all that lead the same way, and the row that takes it."""

    row: Row
    answer: Answer


def turns(rows: Iterable[Row]) -> tuple[Turn, ...]:
    """One turn for each family, verb and list of choices that the rows allow, in an order of their own."""
    return _standing_for(frozenset((family, row.verb, row.choices) for family, row in _open(rows)))


@cache
def _standing_for(found: frozenset[tuple[Family, Verb, tuple[str, ...]]]) -> tuple[Turn, ...]:
    ordered = sorted(found, key=lambda one: (one[0].value, one[1].value, one[2]))
    counts = dict.fromkeys(_COUNTED, 0)
    made: list[Turn] = []
    for family, verb, choices in ordered:
        number = counts.get(family, 0)
        if family in counts:
            counts[family] = number + 1
        made.append(_turn(family, number, verb, choices))
    return tuple(made)


def _open(rows: Iterable[Row]) -> Iterator[tuple[Family, Row]]:
    """Each row that some answer can reach; one without further conditions hides those behind it."""
    hidden: set[str] = set()
    for row in rows:
        if row.status in hidden or f"{row.status[0]}XX" in hidden:
            continue
        yield _family(row.status), row
        if row.message is None and row.when is None and not row.body:
            hidden.add(row.status)


def _family(status: str) -> Family:
    return Family(status[0]) if status[0].isdigit() else Family(status)


def _turn(family: Family, number: int, verb: Verb, choices: tuple[str, ...]) -> Turn:
    """A row and its answer with a status that no other turn of the call has."""
    kind = AnswerKind.RESPONSE if family in _COUNTED else AnswerKind(family.value)
    status = int(family.value) * _MOST + number if family in _COUNTED else _special(family)
    named = str(status) if family in _COUNTED else family.value
    row = Row(named, verb, "", Origin.STEP, NOWHERE, choices=choices)
    return Turn(row, Answer(kind, status))


def _special(family: Family) -> int | None:
    """The status of answers that have one although it is not what their row is named by."""
    match family:
        case Family.MALFORMED:
            return _MALFORMED_STATUS
        case Family.UNDECLARED:
            return _UNDECLARED_STATUS
        case _:
            return None
