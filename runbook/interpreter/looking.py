"""The look right before the first attempt of a call: how things stood before anything was sent.

A read-back that would be true without us proves nothing about us. Where a look shows the effect already, nothing is
sent; where it cannot tell, nothing is sent either.
"""

from runbook.frozen import replace
from runbook.interpreter.commands import Command, Pause, Record, Suppose
from runbook.interpreter.context import Context
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    EffectRead,
    Event,
    Purpose,
    Reading,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.judgement import judged as judged_answer
from runbook.interpreter.reading import judged, verdicts
from runbook.interpreter.sending import prepare
from runbook.interpreter.state import CallProgress, Ending, Phase
from runbook.language.evaluate import EvaluationError
from runbook.language.procedure import Call, StepState, Verify
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.requests import Problem


def looks_first(call: Call, progress: CallProgress) -> bool:
    """Return True if a read must come before the next attempt: it is the first, and nothing was read for it yet."""
    return call.verify is not None and call.verify.before and progress.attempts == 0 and not progress.looked


def decide_look(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    """The next command: read, judge what was read, or wait before the same read."""
    verify = call.verify
    if verify is None:
        raise AssertionError("a call without verify has nothing to look at")
    match progress.phase:
        case Phase.LOOK_ANSWERED:
            return _judge(call, verify, progress, context, address)
        case Phase.LOOK_BACKOFF:
            asked = progress.before.retry_after if progress.before is not None else None
            return Pause(address, max(call.retry.delay(max(0, progress.looks - 1)), asked or 0.0), WaitReason.RETRY)
        case _:
            return _look(verify, progress, context, address)


def _look(verify: Verify, progress: CallProgress, context: Context, address: str) -> Command:
    try:
        prepared = prepare(verify.site, context, address, progress.looks + 1, Purpose.BEFORE)
    except EvaluationError as error:
        return Record(_seen(address, progress.looks + 1, Verdict.CANNOT_TELL, error.message))
    if isinstance(prepared, Problem):
        return Record(_seen(address, progress.looks + 1, Verdict.CANNOT_TELL, prepared.message))
    return replace(prepared, last=True, verdicts=verdicts(verify))


def _judge(call: Call, verify: Verify, progress: CallProgress, context: Context, address: str) -> Command:
    read = progress.before or Answer(AnswerKind.NO_ANSWER)
    more = _may_pass(read, call.retry.cap) and progress.looks < call.retry.at_most
    stands = Reading.MORE if more else Reading.LAST
    found = judged(verify, read, read, context)
    events = tuple(_seen(address, progress.looks, verdict, because, stands) for verdict, because in found)
    return Record(events[0]) if len(events) == 1 else Suppose(address, events)


def _may_pass(read: Answer, cap: float) -> bool:
    """Whether the same read may well succeed a little later."""
    if read.refused or (read.retry_after or 0.0) > cap:
        return False
    failed = read.kind in (AnswerKind.NO_ANSWER, AnswerKind.NOT_SENT)
    return failed or (read.status is not None and (read.status == 429 or read.status >= 500))


def _seen(address: str, number: int, verdict: Verdict, because: str, stands: Reading = Reading.LAST) -> EffectRead:
    return EffectRead(address, number, verdict, because, stands, Purpose.BEFORE)


def evolve_look(call: Call, progress: CallProgress, event: Event) -> CallProgress:
    """The progress after an event of the look before the first attempt. Errors: IllegalEventError."""
    match progress.phase, event:
        case Phase.READY, AttemptStarted(purpose=Purpose.BEFORE):
            return replace(progress, phase=Phase.LOOK_IN_FLIGHT, looks=event.attempt)
        case Phase.LOOK_IN_FLIGHT, AnswerReceived(purpose=Purpose.BEFORE, answer=received):
            answer = received if call.verify is None else judged_answer(call.verify.site, received)
            return replace(progress, phase=Phase.LOOK_ANSWERED, before=answer)
        case Phase.LOOK_BACKOFF, WaitEnded():
            return replace(progress, phase=Phase.READY)
        case ((Phase.READY | Phase.LOOK_ANSWERED), EffectRead(purpose=Purpose.BEFORE)):
            return _looked(call, progress, event)
        case _:
            raise IllegalEventError(event, progress.phase.value)


def _looked(call: Call, progress: CallProgress, event: EffectRead) -> CallProgress:
    verify = call.verify
    if verify is None:
        raise IllegalEventError(event, "nothing to verify")
    name = verify.site.operation.name
    if event.verdict.is_yes:
        ending = Ending(StepState.DONE, f"{name} shows it before anything was sent", already=True)
        return replace(progress, phase=Phase.OVER, ending=ending)
    if event.verdict is not Verdict.CANNOT_TELL:
        return replace(progress, phase=Phase.READY, looked=True)
    if event.reading is Reading.MORE:
        # A run that is taken up again looks again: what it saw before it stopped is old.
        waits = progress.phase is Phase.LOOK_ANSWERED
        return replace(progress, phase=Phase.LOOK_BACKOFF if waits else Phase.READY, looked=False)
    because = f"nothing was sent, since the read before it cannot tell: {event.because}"
    return replace(progress, phase=Phase.OVER, ending=Ending(StepState.FAILED, because))
