"""The rows of a call, seen from far: which verbs an answer of each family can lead to, and what it proves."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import NamedTuple

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
_TOLD = frozenset({Family.SUCCESS.value, Family.ERROR.value})
_MOST = 100
_MALFORMED_STATUS = 200
_UNDECLARED_STATUS = 299


@frozen
class Turn:
    """One answer that stands for all that lead the same way, and the row that takes it."""

    row: Row
    answer: Answer


class _Sort(NamedTuple):
    """A sort of turn of a call: values of a Family and a Verb, for many of them are compared.

    `nothing`: the answer proves that nothing happened; `word`: who says so is the playbook's author, not the contract.
    """

    family: str
    verb: str
    choices: tuple[str, ...]
    nothing: bool = False
    word: bool = False


def turns(rows: Iterable[Row], *, tells: bool = False) -> tuple[Turn, ...]:
    """One turn for each sort of answer that the rows allow, in an order of their own.

    `tells`: the contract says of some answers that they prove that nothing happened.
    """
    return _standing_for(frozenset(_open(rows, tells=tells)))


@cache
def _standing_for(found: frozenset[_Sort]) -> tuple[Turn, ...]:
    counts: dict[str, int] = {}
    made: list[Turn] = []
    for sort in sorted(found):
        number = counts.get(sort.family, 0)
        counts[sort.family] = number + 1
        made.append(_turn(sort, number))
    return tuple(sorted(made, key=lambda one: not one.row.body))


def _open(rows: Iterable[Row], *, tells: bool) -> Iterator[_Sort]:
    """Each row that some answer can reach; one without further conditions hides those behind it."""
    hidden: set[tuple[str, bool, str]] = set()
    for row in rows:
        no = row.success is False
        for family in _families(row):
            if (family, no, row.status) in hidden or (family, no, f"{row.status[0]}XX") in hidden:
                continue
            yield from _sorts(family, row, tells=tells)
            if row.bare:
                hidden.add((family, no, row.status))


def _sorts(family: str, row: Row, *, tells: bool) -> Iterator[_Sort]:
    verb = row.verb.value
    if row.proved or (tells and family in _TOLD):
        yield _Sort(family, verb, row.choices, nothing=True)
    if not row.proved:
        yield _Sort(family, verb, row.choices, nothing=row.nothing_happened, word=row.nothing_happened)


def _families(row: Row) -> Iterator[str]:
    """Return what a row takes; one for a range that may not be declared takes undeclared answers as well."""
    yield row.status[0] if row.status[0].isdigit() else row.status
    if row.undeclared:
        yield Family.UNDECLARED.value


def _turn(sort: _Sort, number: int) -> Turn:
    """A row and its answer, which no other turn of the call takes; a row that looks at the body comes first."""
    nothing = True if sort.nothing and not sort.word else None
    family = Family(sort.family)
    if family in _COUNTED:
        status = int(sort.family) * _MOST + number
        return Turn(_row(str(status), sort), Answer(AnswerKind.RESPONSE, status, nothing=nothing))
    row = _row(sort.family, sort, {"": number} if number else None)
    return Turn(row, Answer(AnswerKind(sort.family), _special(family), body=number or None))


def _row(status: str, sort: _Sort, body: Mapping[str, Json] | None = None) -> Row:
    return Row(
        status,
        Verb(sort.verb),
        "",
        Origin.STEP,
        NOWHERE,
        body=body or {},
        choices=sort.choices,
        nothing_happened=sort.word,
        proved=sort.nothing and not sort.word,
    )


def _special(family: Family) -> int | None:
    """The status of answers that have one although it is not what their row is named by."""
    match family:
        case Family.MALFORMED:
            return _MALFORMED_STATUS
        case Family.UNDECLARED:
            return _UNDECLARED_STATUS
        case _:
            return None
