"""Which outcome row takes an answer: the first that matches. Every row that does not says why."""

from collections.abc import Iterator, Sequence

from runbook.choice import Choice
from runbook.frozen import frozen, replace
from runbook.interpreter.context import Context, response_value
from runbook.interpreter.fallible import may_fail
from runbook.language.comparison import same
from runbook.language.evaluate import truth
from runbook.language.procedure import Row
from runbook.language.wording import includes, overlap, says
from runbook.providers.answer import OTHER_WORDS, WILDCARD, Answer, AnswerKind
from runbook.values.json import Json, parse_pointer
from runbook.values.shape import Kind
from runbook.values.unknown import PartialText, Unknown, Value, as_value


@frozen
class Routed:
    """A row that takes, or may take, the answer. `row`: index, -1 when none is left; `disarmed`: rows passed over.

    `broken`: its condition may have no value, which only a run can tell.
    """

    row: int
    sure: bool
    disarmed: tuple[int, ...]
    broken: bool = False


class Trait(Choice):
    """What of a row speaks against an answer."""

    STATUS = "status"
    MESSAGE = "message"
    BODY = "body"
    WHEN = "when"
    SUCCESS = "success"
    PROVED = "proved"
    NO = "no"
    DISARMED = "disarmed"


@frozen
class Judged:
    """Whether a row takes an answer; None when only a run can tell. `against`: what speaks against it.

    `pointer`: where in the body, when the body does. `disarmed`: whether it surely would, were it armed.
    """

    verdict: bool | None
    against: Trait | None = None
    pointer: str = ""
    disarmed: bool = False


_TAKES, _MAY_TAKE = Judged(True), Judged(None)
_NOT = {trait: Judged(False, trait) for trait in Trait}
_UNDECLARED = "undeclared"
_ERRORS = ("4XX", "5XX")


def weighed(rows: Sequence[Row], answer: Answer, context: Context, lost: bool) -> Iterator[Judged]:
    """Each row in order, up to the first that surely takes the answer.

    After a lost answer (`lost`) the rows for 4xx are disarmed, as is all that proves that nothing happened: a later 4xx
    may be the echo of our own success.
    """
    echo = lost and _proves_nothing_happened(answer)
    for row in rows:
        judged = _judged(row, answer, context)
        disarmed = echo or (lost and row.nothing_happened)
        if disarmed and judged.verdict is not False:
            judged = Judged(False, Trait.DISARMED, disarmed=judged.verdict is True)
        yield judged
        if judged.verdict is True or (judged.disarmed and not echo):
            return


def weighed_as_drift(rows: Sequence[Row], answer: Answer, context: Context) -> Iterator[Judged]:
    """Each row again, when none took a declared status with these words: contract drift, as an undeclared status is."""
    drift = replace(answer, kind=AnswerKind.UNDECLARED)
    for row in rows:
        judged = _judged(row, drift, context) if row.status == _UNDECLARED else _NOT[Trait.STATUS]
        yield judged
        if judged.verdict is True:
            return


def drifts(answer: Answer, disarmed: Sequence[int]) -> bool:
    """Whether an answer that no row takes is contract drift; one that is no evidence is not."""
    return answer.kind is AnswerKind.RESPONSE and not disarmed


def candidates(rows: Sequence[Row], answer: Answer, context: Context, lost: bool) -> Iterator[Routed]:
    """The rows that can take the answer, in order, up to the first that surely does."""
    disarmed: tuple[int, ...] = ()
    broken = False
    for index, judged in enumerate(weighed(rows, answer, context, lost)):
        if judged.verdict is not False:
            condition = rows[index].when
            yield Routed(index, judged.verdict is True, disarmed)
            if judged.verdict is None and condition is not None and not broken:
                broken = may_fail(condition, answer, context)
                if broken:
                    yield Routed(-1, False, disarmed, broken=True)
            if judged.verdict is True:
                return
        elif judged.against is Trait.DISARMED:
            disarmed = (*disarmed, index)
            if not judged.disarmed and not _proves_nothing_happened(answer):
                yield Routed(-1, False, disarmed)
    again = weighed_as_drift(rows, answer, context) if drifts(answer, disarmed) else ()
    yield Routed(next((at for at, judged in enumerate(again) if judged.verdict is True), -1), True, disarmed)


def _proves_nothing_happened(answer: Answer) -> bool:
    """Return True if an answer says that an effect is not there; after a lost answer it may be the echo of one."""
    return answer.nothing is True or (answer.status is not None and 400 <= answer.status < 500)


def _judged(row: Row, answer: Answer, context: Context) -> Judged:
    """Whether a row takes an answer; its condition is asked only when all the rest may match."""
    if not status_matches(row, answer):
        return _NOT[Trait.STATUS]
    if not _success_matches(row, answer):
        return _NOT[Trait.SUCCESS]
    if row.proved and answer.nothing is not True:
        return _NOT[Trait.PROVED]
    if row.no and answer.no is not True:
        return _NOT[Trait.NO]
    sure = True
    if row.message is not None:
        said = _message_matches(row.message, answer)
        if said is False:
            return _NOT[Trait.MESSAGE]
        sure = said is True
    for pointer, wanted in row.body.items():
        stands = _body_matches(answer.body, pointer, wanted)
        if stands is False:
            return Judged(False, Trait.BODY, pointer)
        sure = sure and stands is True
    if row.when is not None:
        held = truth(row.when, context.scope(response=response_value(answer)))
        if held is False:
            return _NOT[Trait.WHEN]
        sure = sure and held is True
    return _TAKES if sure else _MAY_TAKE


def status_matches(row: Row, answer: Answer) -> bool:
    """Whether a row's `status` names this answer; an undeclared 2XX is never taken for a declared one."""
    wanted, status = row.status, str(answer.status)
    family = f"{(answer.status or 0) // 100}XX"
    match answer.kind:
        case AnswerKind.RESPONSE:
            return wanted in (status, family)
        case AnswerKind.UNDECLARED:
            return wanted in (_UNDECLARED, status) or (wanted == family and (row.undeclared or family in _ERRORS))
        case AnswerKind.MALFORMED | AnswerKind.NOT_SENT | AnswerKind.NO_ANSWER:
            return wanted == str(answer.kind.value)


def _success_matches(row: Row, answer: Answer) -> bool:
    """Return True if a row is about such an answer: about a success, unless the row says otherwise."""
    if answer.success is None:
        return row.success is not False
    return answer.success is (row.success is not False)


def _message_matches(wanted: str, answer: Answer) -> bool | None:
    if answer.status is None:
        return False
    if answer.supposed is not None:
        return _supposed_words_match(wanted, answer.supposed.words)
    message = answer.message
    if isinstance(message, (Unknown, PartialText)):
        return None
    return isinstance(message, str) and says(wanted, message)


def _supposed_words_match(wanted: str, words: str | None) -> bool | None:
    """Return True if a row takes words that a plan supposes; each text of a row or example is a class of its own."""
    if words is None:
        return None
    if words == OTHER_WORDS:
        return False if wanted.strip(WILDCARD) else None
    if WILDCARD not in words:
        return says(wanted, words)
    if WILDCARD not in wanted:
        return False
    if includes(wanted, words):
        return True
    return None if overlap(wanted, words) else False


def _body_matches(body: Value, pointer: str, wanted: Json) -> bool | None:
    for key in parse_pointer(pointer):
        match body:
            case Unknown():
                return None if body.shape.may_be(Kind.OBJECT, Kind.ARRAY) else False
            case dict() if key in body:
                body = body[key]
            case list() if key.isascii() and key.isdigit() and int(key) < len(body):
                body = body[int(key)]
            case _:
                return False
    return same(body, as_value(wanted))
