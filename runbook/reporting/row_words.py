"""Outcome rows as people read them, and why one did not take an answer."""

from runbook.interpreter.explanation import Routing, Weighed
from runbook.interpreter.readings import Reading
from runbook.interpreter.routing import Trait
from runbook.language.procedure import Origin, Row
from runbook.language.row_text import row_asks
from runbook.providers.answer import WILDCARD, Answer, AnswerKind
from runbook.reporting.escape import shortened
from runbook.values.canonical import canonical_json
from runbook.values.json import Json, parse_pointer
from runbook.values.unknown import Value, encode_value

_LONGEST = 160


def row_words(row: Row) -> str:
    """What a row takes: `422 "Service cannot be canceled."`, `200 with /open at 0`, `404 when inputs.strict`."""
    said = f' "{shortened(row.message, _LONGEST)}"' if row.message is not None else ""
    asks = f" {shortened(asked, _LONGEST)}" if (asked := row_asks(row)) else ""
    success = "" if row.success is None else f" with success {_json(row.success)}"
    no = " whose body says no" if row.no else ""
    return f"{row.status}{success}{no}{said}{asks}"


def row_origin(row: Row) -> str:
    """Who wrote a row, and where: `play.yaml:27:9`, `built in`."""
    match row.origin:
        case Origin.BUILT_IN:
            return "built in"
        case Origin.DEFAULTS:
            return f"{_place(row)}, defaults"
        case Origin.STEP:
            return _place(row)


def _place(row: Row) -> str:
    return row.span.place if row.span is not None else ""


def objection(weighed: Weighed, routing: Routing) -> str:
    """Why a row did not take the answer; empty for the one that did."""
    row, answer = weighed.row, routing.answer
    match weighed.judged.against:
        case None:
            return ""
        case Trait.STATUS:
            return f"the answer is {status_words(answer)}"
        case Trait.MESSAGE:
            wild = f" ({WILDCARD} is any text)" if WILDCARD in (row.message or "") else ""
            return f"other words{wild}: the provider said {_json(encode_value(answer.message))}"
        case Trait.BODY:
            return _standing(answer.body, weighed.judged.pointer)
        case Trait.WHEN:
            verdict = "cannot be evaluated" if weighed.broken else "did not hold"
            return f"its condition {verdict}{readings_words(weighed.readings)}"
        case Trait.SUCCESS:
            return f"the contract says that this is {'a' if answer.success else 'no'} success"
        case Trait.PROVED:
            return "the contract does not say that this answer proves that nothing happened"
        case Trait.NO:
            return "its body does not say no"
        case Trait.DISARMED:
            return "it would match, but an earlier attempt got no answer: this may be the echo of our own success"


def status_words(answer: Answer) -> str:
    """An answer's class: `422`, `no answer`, `200, malformed`."""
    status = "" if answer.status is None else str(answer.status)
    match answer.kind:
        case AnswerKind.RESPONSE:
            return status
        case AnswerKind.UNDECLARED | AnswerKind.MALFORMED:
            return f"{status}, {answer.kind.value}".removeprefix(", ")
        case AnswerKind.NOT_SENT | AnswerKind.NO_ANSWER:
            return str(answer.kind.value).replace("_", " ")


def readings_words(readings: tuple[Reading, ...]) -> str:
    """`: inputs.force was false, steps.a.state was missing`."""
    said = [f"{one.text} was {'missing' if one.missing else _json(encode_value(one.value))}" for one in readings]
    return f": {', '.join(said)}" if said else ""


def _standing(body: Value, pointer: str) -> str:
    """What stands in the body where a row wants something else."""
    for key in parse_pointer(pointer):
        match body:
            case dict() if key in body:
                body = body[key]
            case list() if key.isascii() and key.isdigit() and int(key) < len(body):
                body = body[int(key)]
            case _:
                return f"nothing stands at {pointer}"
    return f"{_json(encode_value(body))} stands at {pointer}"


def _json(value: Json) -> str:
    return shortened(canonical_json(value), _LONGEST)
