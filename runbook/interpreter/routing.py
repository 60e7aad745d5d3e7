"""Which outcome row takes an answer: the first that matches."""

from collections.abc import Iterator, Sequence

from runbook.frozen import frozen, replace
from runbook.interpreter.context import Context, response_value
from runbook.language.evaluate import truth
from runbook.language.procedure import Row
from runbook.language.wording import says
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.json import Json, parse_pointer
from runbook.values.shape import Kind
from runbook.values.unknown import PartialText, Unknown, Value


@frozen
class Routed:
    """A row that takes, or may take, the answer. `row`: index, -1 when none is left; `disarmed`: rows passed over."""

    row: int
    sure: bool
    disarmed: tuple[int, ...]


def candidates(rows: Sequence[Row], answer: Answer, context: Context, lost: bool) -> Iterator[Routed]:
    """The rows that can take the answer, in order, up to the first that surely does.

    After a lost answer (`lost`) the rows for 4xx are disarmed: a later 4xx may be the echo of our own success.
    A declared status with words that no row takes is contract drift, as an undeclared status is.
    """
    disarmed: tuple[int, ...] = ()
    for index, row in enumerate(rows):
        verdict = _matches(row, answer, context)
        if verdict is False:
            continue
        if lost and _refusal(answer):
            disarmed = (*disarmed, index)
            continue
        yield Routed(index, verdict is True, disarmed)
        if verdict is True:
            return
    if answer.kind is AnswerKind.RESPONSE and not disarmed:
        yield _drifted(rows, answer, context)
    else:
        yield Routed(-1, True, disarmed)


def _drifted(rows: Sequence[Row], answer: Answer, context: Context) -> Routed:
    drift = replace(answer, kind=AnswerKind.UNDECLARED)
    taken = (at for at, row in enumerate(rows) if row.status == "undeclared" and _matches(row, drift, context))
    return Routed(next(taken, -1), True, ())


def _refusal(answer: Answer) -> bool:
    return answer.status is not None and 400 <= answer.status < 500


def _matches(row: Row, answer: Answer, context: Context) -> bool | None:
    """Whether a row matches; None when only a run can tell."""
    if not status_matches(row.status, answer):
        return False
    verdicts = [_message_matches(row.message, answer.message)] if row.message is not None else []
    verdicts.extend(_body_matches(answer.body, pointer, wanted) for pointer, wanted in row.body.items())
    if False in verdicts:
        return False
    if row.when is not None:
        held = truth(row.when, context.scope(response=response_value(answer)))
        verdicts.append(None if isinstance(held, Unknown) else held)
    if False in verdicts:
        return False
    return None if None in verdicts else True


def status_matches(wanted: str, answer: Answer) -> bool:
    """Whether a row's `status` names this answer; an undeclared 2XX is never taken for a declared one."""
    status = str(answer.status)
    family = f"{(answer.status or 0) // 100}XX"
    match answer.kind:
        case AnswerKind.RESPONSE:
            return wanted in (status, family)
        case AnswerKind.UNDECLARED:
            return wanted in ("undeclared", status) or (wanted == family and family in ("4XX", "5XX"))
        case AnswerKind.MALFORMED | AnswerKind.NOT_SENT | AnswerKind.NO_ANSWER:
            return wanted == str(answer.kind.value)


def _message_matches(wanted: str, message: Value) -> bool | None:
    if isinstance(message, (Unknown, PartialText)):
        return None
    return isinstance(message, str) and says(wanted, message)


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
    if isinstance(body, (Unknown, PartialText)):
        return None
    return bool(type(body) is type(wanted) and body == wanted)
