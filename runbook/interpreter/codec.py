"""Events ⇄ JSON, for the journal: `{"v": 1, "type": "answer_received", ...}`.

What version 1 wrote is read for ever: a member that a later version adds has a default here.
"""

from collections.abc import Callable, Mapping

from runbook.interpreter.encoded_values import encode, encode_all
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    HandedOver,
    Postponed,
    Purpose,
    ReadAgain,
    Reading,
    RunClosed,
    RunEnded,
    RunResumed,
    RunStarted,
    SameEffect,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.fields import CodecError, Fields
from runbook.interpreter.identity import decode_identities, encode_identities
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.json import Json
from runbook.values.numbers import measured

VERSION = 1


def encode_event(event: Event) -> Json:
    """The record of an event."""
    kind, members = _members(event)
    return {"v": VERSION, "type": kind, "address": event.address, **members}


def decode_event(record: Json) -> Event:
    """The event of a record; errors: CodecError for a newer version, an unknown type or a member of a wrong type."""
    if not isinstance(record, dict):
        raise CodecError("a record is a mapping")
    version, kind = record.get("v"), record.get("type")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise CodecError("a record has no version")
    if version > VERSION:
        raise CodecError(f"a record of version {version} was written by a newer runbook")
    if not isinstance(kind, str) or kind not in READERS:
        raise CodecError("a record has a type that runbook does not know")
    return READERS[kind](Fields(kind, record))


def _members(event: Event) -> tuple[str, Mapping[str, Json]]:  # noqa: C901 - one flat case for each kind
    match event:
        case RunStarted() | RunResumed() | RunEnded() | RunClosed():
            return _members_of_the_run(event)
        case StepOpened():
            return "step_opened", _opened(event)
        case AttemptStarted():
            request: dict[str, Json] = {"request": event.request, "digest": event.digest}
            return "attempt_started", {**_attempt(event), **request}
        case AnswerReceived():
            return "answer_received", {**_attempt(event), "answer": encode_answer(event.answer)}
        case AnswerRouted():
            return "answer_routed", _routed(event)
        case EffectRead():
            said: dict[str, Json] = {"verdict": event.verdict.value, "because": event.because}
            said |= {"reading": event.reading.value, "purpose": event.purpose.value}
            return "effect_read", {"attempt": event.attempt, **said}
        case WaitEnded():
            return "wait_ended", {"seconds": measured(event.seconds), "reason": event.reason.value}
        case Postponed():
            waits: dict[str, Json] = {"seconds": measured(event.seconds), "reason": event.reason.value}
            return "postponed", {**waits, "because": event.because}
        case Asked():
            return "asked", _asked(event)
        case SameEffect():
            return "same_effect", {"earlier": event.earlier, "happened": event.happened, "asks": event.asks}
        case FellInDoubt():
            return "fell_in_doubt", {"attempt": event.attempt, "because": event.because}
        case ReadAgain():
            return "read_again", {"by": event.by}
        case EffectSettled():
            return "effect_settled", {"happened": event.happened, "by": event.by, "because": event.because}
        case ChoiceMade():
            return "choice_made", {"choice": event.choice, "by": event.by}
        case HandedOver():
            return "handed_over", {"to": event.to, "note": event.note}
        case StepEnded():
            return "step_ended", _ended(event)


def _members_of_the_run(event: RunStarted | RunResumed | RunEnded | RunClosed) -> tuple[str, Mapping[str, Json]]:
    match event:
        case RunStarted():
            return "run_started", _run_started(event)
        case RunResumed():
            return "run_resumed", _run_resumed(event)
        case RunEnded():
            outputs = encode_all(event.outputs)
            return "run_ended", {"state": event.state.value, "because": event.because, "outputs": outputs}
        case RunClosed():
            return "run_closed", {"by": event.by, "because": event.because}


def _run_started(event: RunStarted) -> Mapping[str, Json]:
    return {
        "run": event.run,
        "procedure": event.procedure,
        "digest": event.digest,
        "environment": event.environment,
        "servers": dict(event.servers),
        "inputs": encode_all(event.inputs),
        "by": event.by,
        "plan": event.plan,
        "acting": encode_identities(event.acting),
    }


def _run_resumed(event: RunResumed) -> Mapping[str, Json]:
    said: dict[str, Json] = {"confirmed": event.confirmed, "because": event.because}
    return {"by": event.by, "acting": encode_identities(event.acting), **said}


def _attempt(event: AttemptStarted | AnswerReceived) -> Mapping[str, Json]:
    return {"attempt": event.attempt, "purpose": event.purpose.value}


def _routed(event: AnswerRouted) -> Mapping[str, Json]:
    return {
        "attempt": event.attempt,
        "row": event.row,
        "verb": event.verb.value,
        "because": event.because,
        "disarmed": list(event.disarmed),
        "nothing": event.nothing,
    }


def _opened(event: StepOpened) -> Mapping[str, Json]:
    return {
        "items": None if event.items is None else encode(list(event.items)),
        "arguments": None if event.arguments is None else encode_all(event.arguments),
        "at_most": event.at_most,
        "labels": None if event.labels is None else list(event.labels),
    }


def _asked(event: Asked) -> Mapping[str, Json]:
    return {
        "message": event.message,
        "choices": list(event.choices),
        "deadline": measured(event.deadline),
        "default": event.default,
    }


def _ended(event: StepEnded) -> Mapping[str, Json]:
    return {
        "state": event.state.value,
        "because": event.because,
        "already": event.already,
        "result": None if event.result is None else encode_all(event.result),
        "unclaimed": event.unclaimed,
    }


def encode_answer(answer: Answer) -> Json:
    """The record of an answer."""
    return {
        "kind": answer.kind.value,
        "status": answer.status,
        "headers": dict(answer.headers),
        "body": encode(answer.body),
        "message": encode(answer.message),
        "reason": answer.reason,
        "retry_after": measured(answer.retry_after),
        "hint": answer.hint,
        "refused": answer.refused,
    }


def decode_answer(fields: Fields) -> Answer:
    """The answer of a record; errors: CodecError."""
    return Answer(
        kind=fields.choice("kind", AnswerKind),
        status=fields.optional_integer("status"),
        headers=fields.texts("headers"),
        body=fields.value("body"),
        message=fields.value("message"),
        reason=fields.text("reason", ""),
        retry_after=fields.optional_number("retry_after"),
        hint=fields.text("hint", ""),
        refused=fields.flag("refused"),
    )


READERS: Mapping[str, Callable[[Fields], Event]] = {
    "run_started": lambda of: RunStarted(
        of.text("address"),
        of.text("run"),
        of.text("procedure"),
        of.text("digest"),
        of.text("environment"),
        of.texts("servers"),
        of.values("inputs"),
        of.text("by", ""),
        of.text("plan", ""),
        decode_identities(of.json("acting")),
    ),
    "run_resumed": lambda of: RunResumed(
        of.text("address"),
        of.text("by"),
        decode_identities(of.json("acting")),
        of.text("confirmed"),
        of.text("because"),
    ),
    "step_opened": lambda of: StepOpened(
        of.text("address"),
        of.items("items"),
        of.optional_values("arguments"),
        of.optional_integer("at_most"),
        of.optional_texts("labels"),
    ),
    "attempt_started": lambda of: AttemptStarted(
        of.text("address"),
        of.integer("attempt"),
        of.choice("purpose", Purpose),
        of.json("request"),
        of.text("digest"),
    ),
    "answer_received": lambda of: AnswerReceived(
        of.text("address"), of.integer("attempt"), of.choice("purpose", Purpose), decode_answer(of.inner("answer"))
    ),
    "answer_routed": lambda of: AnswerRouted(
        of.text("address"),
        of.integer("attempt"),
        of.integer("row"),
        of.choice("verb", Verb),
        of.text("because"),
        of.integers("disarmed"),
        of.flag("nothing"),
    ),
    "effect_read": lambda of: EffectRead(
        of.text("address"),
        of.integer("attempt"),
        of.choice("verdict", Verdict),
        of.text("because", ""),
        of.choice("reading", Reading, Reading.MORE),
        of.choice("purpose", Purpose, Purpose.VERIFY),
    ),
    "wait_ended": lambda of: WaitEnded(of.text("address"), of.number("seconds"), of.choice("reason", WaitReason)),
    "postponed": lambda of: Postponed(
        of.text("address"), of.number("seconds"), of.choice("reason", WaitReason), of.text("because")
    ),
    "asked": lambda of: Asked(
        of.text("address"),
        of.text("message"),
        of.list_of_texts("choices"),
        of.optional_number("deadline"),
        of.optional_text("default"),
    ),
    "same_effect": lambda of: SameEffect(of.text("address"), of.text("earlier"), of.flag("happened"), of.flag("asks")),
    "fell_in_doubt": lambda of: FellInDoubt(of.text("address"), of.integer("attempt"), of.text("because")),
    "read_again": lambda of: ReadAgain(of.text("address"), of.text("by")),
    "effect_settled": lambda of: EffectSettled(
        of.text("address"), of.flag("happened"), of.text("by"), of.text("because")
    ),
    "choice_made": lambda of: ChoiceMade(of.text("address"), of.text("choice"), of.optional_text("by")),
    "handed_over": lambda of: HandedOver(of.text("address"), of.text("to"), of.text("note")),
    "step_ended": lambda of: StepEnded(
        of.text("address"),
        of.choice("state", StepState),
        of.text("because", ""),
        of.flag("already"),
        of.optional_values("result"),
        of.flag("unclaimed"),
    ),
    "run_ended": lambda of: RunEnded(
        of.text("address"), of.choice("state", StepState), of.text("because"), of.values("outputs")
    ),
    "run_closed": lambda of: RunClosed(of.text("address"), of.text("by"), of.text("because")),
}
