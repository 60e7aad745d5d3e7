"""What a call does next while it reads back what its request did."""

from runbook.frozen import replace
from runbook.interpreter.commands import Command, Pause, Record, Suppose
from runbook.interpreter.context import Context, response_value, status_text
from runbook.interpreter.events import EffectRead, Purpose, Reading, Verdict, WaitReason
from runbook.interpreter.grace import last_wait, wait_for_proof
from runbook.interpreter.sending import prepare
from runbook.interpreter.state import CallProgress, Phase
from runbook.language.evaluate import EvaluationError, truth
from runbook.language.procedure import Call, Verify
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.requests import Problem
from runbook.values.unknown import Unknown


def decide_reading(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    """The next command: read, judge what was read, or wait for the next read."""
    match progress.phase:
        case Phase.READ_ANSWERED:
            return _judge(call, progress, context, address)
        case Phase.POLL:
            return Pause(address, _required(call.verify).every, WaitReason.POLL)
        case Phase.GRACE:
            whole = wait_for_proof(call, silent=progress.silent) or 0.0
            return Pause(address, last_wait(call, progress), WaitReason.GRACE, whole=whole)
        case _:
            return _read(call, progress, context, address)


def _read(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    verify = _required(call.verify)
    try:
        prepared = prepare(verify.site, context, address, progress.reads + 1, Purpose.VERIFY)
    except EvaluationError as error:
        return Record(_unreadable(progress, address, error.message))
    if isinstance(prepared, Problem):
        return Record(_unreadable(progress, address, prepared.message))
    return replace(prepared, last=True) if progress.late else prepared


def _unreadable(progress: CallProgress, address: str, because: str) -> EffectRead:
    """A read that cannot be made, now or ever, ends the reading."""
    return EffectRead(address, progress.reads + 1, Verdict.CANNOT_TELL, because, Reading.LAST)


def _stands(verify: Verify, progress: CallProgress) -> Reading:
    """Where in its settling a read stands that is judged now."""
    if progress.late:
        return Reading.LAST
    more = verify.every > 0 and progress.waited + verify.every <= verify.within
    return Reading.MORE if more else Reading.WITHIN


def _judge(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    verify = _required(call.verify)
    read = progress.read or Answer(AnswerKind.NO_ANSWER)
    number, stands = progress.reads, _stands(verify, progress)
    if read.kind is not AnswerKind.RESPONSE or read.status is None or not 200 <= read.status < 300:
        said = f"{verify.site.operation.name} answered {status_text(read)}"
        return Record(EffectRead(address, number, Verdict.CANNOT_TELL, said, stands))
    if read.success is False:
        said = f"{verify.site.operation.name} answered {status_text(read)}, which its contract calls no success"
        return Record(EffectRead(address, number, Verdict.CANNOT_TELL, said, stands))
    try:
        held = truth(verify.holds, context.scope(response=response_value(read)))
    except EvaluationError as error:
        return Record(EffectRead(address, number, Verdict.CANNOT_TELL, error.message, stands))
    if isinstance(held, Unknown):
        return Suppose(address, tuple(EffectRead(address, number, verdict, "", stands) for verdict in Verdict))
    return Record(EffectRead(address, number, Verdict.HOLDS if held else Verdict.DOES_NOT_HOLD, "", stands))


def _required(verify: Verify | None) -> Verify:
    if verify is None:
        raise AssertionError("a call without verify cannot be reading back")
    return verify
