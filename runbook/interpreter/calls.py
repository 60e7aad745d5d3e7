"""What a call does next: send, route the answer, wait, read back, ask, end."""

from runbook.frozen import replace
from runbook.interpreter.commands import Command, Inquire, Pause, Record, Settle, Suppose
from runbook.interpreter.context import Context, status_text
from runbook.interpreter.events import (
    AnswerRouted,
    Asked,
    Event,
    FellInDoubt,
    Postponed,
    Purpose,
    StepEnded,
    WaitReason,
)
from runbook.interpreter.looking import decide_look, looks_first
from runbook.interpreter.reading import decide_reading
from runbook.interpreter.routing import Routed, candidates
from runbook.interpreter.same_effect import question_of_same
from runbook.interpreter.sending import prepare
from runbook.interpreter.standing import refuses
from runbook.interpreter.state import CallProgress, Ending, Phase
from runbook.language.builtin_rows import ANSWERS_TO_ASK
from runbook.language.evaluate import EvaluationError
from runbook.language.procedure import Call, Origin, Retry, Row, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.providers.requests import Problem


def decide_call(call: Call, progress: CallProgress, context: Context, address: str) -> tuple[Command, ...]:
    """The next command of a call, none while a request is in flight."""
    if context.halted and _can_be_left(call, progress):
        return (_end(address, Ending(StepState.SKIPPED, "something beside it stopped")),)
    match progress.phase:
        case Phase.LOOK_ANSWERED | Phase.LOOK_BACKOFF:
            return (decide_look(call, progress, context, address),)
        case Phase.READY if looks_first(call, progress):
            return (decide_look(call, progress, context, address),)
        case Phase.READY:
            return (_send(call, progress, context, address),)
        case Phase.ANSWERED:
            return (_route(call, progress, context, address),)
        case Phase.BACKOFF:
            return (_back_off(call.retry, progress, address),)
        case Phase.READ | Phase.READ_ANSWERED | Phase.POLL | Phase.GRACE:
            return (decide_reading(call, progress, context, address),)
        case Phase.ASK:
            return (Record(_asked(call, progress, address)),)
        case Phase.ASKED:
            asked = _asked(call, progress, address)
            return (Inquire(address, asked.message, asked.choices, asked.deadline, asked.default),)
        case Phase.DOUBTFUL:
            return (Record(FellInDoubt(address, progress.attempts, progress.because)),)
        case Phase.IN_DOUBT:
            return (Settle(address, progress.because),)
        case Phase.OVER:
            return (_end(address, progress.ending or Ending(StepState.FAILED)),)
        case Phase.IN_FLIGHT | Phase.READ_IN_FLIGHT | Phase.LOOK_IN_FLIGHT | Phase.FALLBACK:
            return ()


def _can_be_left(call: Call, progress: CallProgress) -> bool:
    """Whether nothing is lost when a call ends here: a question about an effect that nobody knows of stays open."""
    if progress.phase in (Phase.READY, Phase.BACKOFF, Phase.LOOK_ANSWERED, Phase.LOOK_BACKOFF):
        return True
    known = (progress.nothing and not progress.lost) or bool(progress.same)
    return progress.phase in (Phase.ASK, Phase.ASKED) and (known or call.site.operation.effect is Effect.READ)


def _back_off(retry: Retry, progress: CallProgress, address: str) -> Command:
    """Wait before the next attempt; where the provider asks for more than the retry's cap, the run may rest."""
    asked = progress.answer.retry_after if progress.answer is not None else None
    if asked is None:
        return Pause(address, retry.delay(max(0, progress.attempts - 1)), WaitReason.RETRY)
    if asked <= retry.cap:
        return Pause(address, asked, WaitReason.RETRY, ASKED_TO_WAIT)
    if not progress.postponed:
        return Record(Postponed(address, asked, WaitReason.RETRY, ASKED_TO_WAIT))
    return Pause(address, asked, WaitReason.RETRY, ASKED_TO_WAIT, rests_above=retry.cap)


BROKEN = "a row's condition cannot be evaluated"
ASKED_TO_WAIT = "the provider asks for it (Retry-After)"


def _send(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    try:
        prepared = prepare(call.site, context, address, progress.attempts + 1, Purpose.ACT)
    except EvaluationError as error:
        return _end(address, Ending(StepState.FAILED, f"not sent: {error.message}"))
    if isinstance(prepared, Problem):
        return _end(address, Ending(StepState.FAILED, f"not sent: {prepared.message}"))
    looked = progress.looked and progress.attempts == 0
    return replace(prepared, lost=progress.lost, meant=progress.meant, looked=looked)


def _route(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    answer = progress.answer or Answer(AnswerKind.NO_ANSWER)
    lost = progress.lost and call.site.operation.effect is not Effect.READ
    try:
        routed = list(candidates(call.rows, answer, context, lost))
    except EvaluationError as error:
        because = f"{BROKEN}: {error.message}"
        return Record(AnswerRouted(address, progress.attempts, -1, Verb.STOP, because, nothing=refuses(answer)))
    events: tuple[Event, ...] = tuple(_routed(call, progress, one, address) for one in routed)
    return Record(events[0]) if len(events) == 1 else Suppose(address, events)


def _routed(call: Call, progress: CallProgress, routed: Routed, address: str) -> AnswerRouted:
    number, answer = progress.attempts, progress.answer or Answer(AnswerKind.NO_ANSWER)
    if routed.row >= 0:
        row = call.rows[routed.row]
        nothing = _proves(answer) or row.nothing_happened
        because = _explained(call, row, answer)
        return AnswerRouted(address, number, routed.row, row.verb, because, routed.disarmed, nothing)
    if routed.broken:
        because = BROKEN
        return AnswerRouted(address, number, -1, Verb.STOP, because, nothing=_proves(answer))
    if routed.disarmed:
        because = "an earlier attempt got no answer, so a refusal is no evidence"
        return AnswerRouted(address, number, -1, Verb.SETTLE, because, routed.disarmed, _proves(answer))
    because = "no outcome row takes this answer"
    return AnswerRouted(address, number, -1, Verb.STOP, because, nothing=_proves(answer))


def _proves(answer: Answer) -> bool:
    """Return True if an answer proves that its own request did nothing: by itself, or because the contract says so."""
    return refuses(answer) or answer.nothing is True


def _explained(call: Call, row: Row, answer: Answer) -> str:
    """The reason of a row; where the contract's own `success` could not tell, a recorded answer does not show that."""
    told = (answer.kind is AnswerKind.MALFORMED and call.site.success is not None) or (row.no and bool(answer.reason))
    return f"{row.because}: {answer.reason}" if told and row.origin is Origin.BUILT_IN else row.because


def _asked(call: Call, progress: CallProgress, address: str) -> Asked:
    if progress.same:
        return question_of_same(call, progress, address)
    row = call.rows[progress.row] if progress.row >= 0 else None
    message = f"{call.site.operation.name} {_answered(progress.answer or Answer(AnswerKind.NO_ANSWER))}"
    if progress.because:
        message = f"{message} ({progress.because})"
    if row is None:
        return Asked(address, message, ANSWERS_TO_ASK)
    return Asked(address, message, row.choices or ANSWERS_TO_ASK, row.deadline, row.default)


def _answered(answer: Answer) -> str:
    """What the provider said, in words; a message that a run reads is text, one that a plan supposes may be unknown."""
    if answer.kind is AnswerKind.NO_ANSWER:
        return f"got no answer: {answer.reason}" if answer.reason else "got no answer"
    if answer.kind is AnswerKind.NOT_SENT:
        return f"was not sent: {answer.reason}"
    said = f'"{answer.message}"' if isinstance(answer.message, str) and answer.message else answer.reason
    return f"answered {status_text(answer)} {said}".strip()


def _end(address: str, ending: Ending) -> Record:
    ended = StepEnded(address, ending.state, ending.because, ending.already)
    return Record(replace(ended, unclaimed=True) if ending.unclaimed else ended)
