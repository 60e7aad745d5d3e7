"""The rows of a call, seen from far: which verbs an answer of each family can lead to, and what it proves."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache

from runbook.diagnostics.source import Source, Span
from runbook.frozen import frozen
from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.json import Json

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
    counts = dict.fromkeys(Family, 0)
    made: list[Turn] = []
    for family, verb, choices in ordered:
        number = counts[family]
        counts[family] = number + 1
        made.append(_turn(family, number, verb, choices))
    return tuple(sorted(made, key=lambda one: not one.row.body))


def _open(rows: Iterable[Row]) -> Iterator[tuple[Family, Row]]:
    """Each row that some answer can reach; one without further conditions hides those behind it."""
    hidden: set[tuple[Family, str]] = set()
    for row in rows:
        for family in _families(row):
            if (family, row.status) in hidden or (family, f"{row.status[0]}XX") in hidden:
                continue
            yield family, row
            if row.message is None and row.when is None and not row.body:
                hidden.add((family, row.status))


def _families(row: Row) -> Iterator[Family]:
    """What a row takes; one for a range that may not be declared takes undeclared answers as well."""
    yield Family(row.status[0]) if row.status[0].isdigit() else Family(row.status)
    if row.undeclared:
        yield Family.UNDECLARED


def _turn(family: Family, number: int, verb: Verb, choices: tuple[str, ...]) -> Turn:
    """A row and its answer, which no other turn of the call takes; a row that looks at the body comes first."""
    if family in _COUNTED:
        status = int(family.value) * _MOST + number
        return Turn(_row(str(status), verb, choices), Answer(AnswerKind.RESPONSE, status))
    row = _row(family.value, verb, choices, {"": number} if number else None)
    return Turn(row, Answer(AnswerKind(family.value), _special(family), body=number or None))


def _row(status: str, verb: Verb, choices: tuple[str, ...], body: Mapping[str, Json] | None = None) -> Row:
    return Row(status, verb, "", Origin.STEP, NOWHERE, body=body or {}, choices=choices)


def _special(family: Family) -> int | None:
    """The status of answers that have one although it is not what their row is named by."""
    match family:
        case Family.MALFORMED:
            return _MALFORMED_STATUS
        case Family.UNDECLARED:
            return _UNDECLARED_STATUS
        case _:
            return None
