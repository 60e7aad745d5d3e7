"""What a call does next while it reads back what its request did."""

from runbook.frozen import replace
from runbook.interpreter.commands import Command, Pause, Record, Suppose
from runbook.interpreter.context import Context, response_value, status_text
from runbook.interpreter.events import EffectRead, Postponed, Purpose, Reading, Verdict, WaitReason
from runbook.interpreter.grace import last_wait, wait_for_proof
from runbook.interpreter.sending import prepare
from runbook.interpreter.state import CallProgress, Phase
from runbook.language.evaluate import EvaluationError, truth
from runbook.language.procedure import Call, Verify
from runbook.language.verify import SITS
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.requests import Problem
from runbook.values.unknown import Unknown, Value


def decide_reading(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    """The next command: read, judge what was read, or wait for the next read."""
    match progress.phase:
        case Phase.READ_ANSWERED:
            return _judge(call, progress, context, address)
        case Phase.POLL:
            return _poll(_required(call.verify), progress, address)
        case Phase.GRACE:
            whole = wait_for_proof(call, silent=progress.silent) or 0.0
            asked = progress.read.retry_after if progress.read is not None else None
            return Pause(address, max(last_wait(call, progress), asked or 0.0), WaitReason.GRACE, whole=whole)
        case _:
            return _read(call, progress, context, address)


def _read(call: Call, progress: CallProgress, context: Context, address: str) -> Command:
    verify = _required(call.verify)
    seen = context.naming("response", response_value(progress.answer or Answer(AnswerKind.NO_ANSWER)))
    try:
        prepared = prepare(verify.site, seen, address, progress.reads + 1, Purpose.VERIFY)
    except EvaluationError as error:
        return Record(_unreadable(progress, address, error.message))
    if isinstance(prepared, Problem):
        return Record(_unreadable(progress, address, prepared.message))
    return replace(prepared, last=progress.late, verdicts=verdicts(verify))


def _poll(verify: Verify, progress: CallProgress, address: str) -> Command:
    """Wait before the next read, never shorter than the provider asks for; in a long read-back the run may rest."""
    asked = progress.read.retry_after if progress.read is not None else None
    seconds = max(verify.every, asked or 0.0)
    if not verify.rests or progress.waited + seconds <= SITS:
        return Pause(address, seconds, WaitReason.POLL)
    if not progress.postponed:
        return Record(Postponed(address, seconds, WaitReason.POLL, READS_LATER))
    return Pause(address, seconds, WaitReason.POLL, READS_LATER, rests_above=0.0)


READS_LATER = "it is read back again then (`verify.within` is over 5 minutes)"


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
    stands, read = _stands(verify, progress), progress.read or Answer(AnswerKind.NO_ANSWER)
    found = judged(verify, read, progress.before, context)
    if (read.retry_after or 0.0) > call.retry.cap:
        stands, found = Reading.LAST, tuple(dict.fromkeys(_too_early(verify, read, one) for one in found))
    events = tuple(EffectRead(address, progress.reads, verdict, because, stands) for verdict, because in found)
    return Record(events[0]) if len(events) == 1 else Suppose(address, events)


def _too_early(verify: Verify, read: Answer, found: tuple[Verdict, str]) -> tuple[Verdict, str]:
    """What a read says after which no other may follow soon: without a definite word it cannot tell."""
    if found[0].is_yes or found[0] is Verdict.REFUTED:
        return found
    asks = f"{verify.site.operation.name} asks not to be read again for {read.retry_after:.0f} s (Retry-After)"
    return Verdict.CANNOT_TELL, asks


def judged(verify: Verify, read: Answer, before: Answer | None, context: Context) -> tuple[tuple[Verdict, str], ...]:
    """What a read says of the effect, and why where it cannot tell; several when only a run can say.

    `before`: how things stood before the first attempt, when that was read.
    """
    name = verify.site.operation.name
    complete = read.kind is AnswerKind.RESPONSE and read.status is not None
    if complete and read.status in verify.gone:
        return ((Verdict.GONE, f"{name} answered {status_text(read)}"),)
    if not complete or read.status is None or not 200 <= read.status < 300:
        return ((Verdict.CANNOT_TELL, f"{name} answered {status_text(read)}"),)
    if read.success is False:
        return ((Verdict.CANNOT_TELL, f"{name} answered {status_text(read)}, which its contract calls no success"),)
    scope = context.scope(response=response_value(read), **({} if before is None else {"before": _before(before)}))
    try:
        held = False if verify.holds is None else truth(verify.holds, scope)
        both = held if verify.also is None or verify.holds is None else truth(verify.also, scope)
        refuted = False if verify.refutes is None else truth(verify.refutes, scope)
    except EvaluationError as error:
        return ((Verdict.CANNOT_TELL, error.message),)
    if isinstance(held, Unknown) or isinstance(refuted, Unknown) or isinstance(both, Unknown):
        return tuple((verdict, "") for verdict in verdicts(verify))
    if held is not both:
        return ((Verdict.CANNOT_TELL, f"{name} shows it to the playbook or to the contract, and not to both"),)
    if held and refuted:
        return ((Verdict.CANNOT_TELL, f"{name} shows it and refutes it at once"),)
    if refuted:
        return ((Verdict.REFUTED, ""),)
    return ((Verdict.HOLDS if held else Verdict.DOES_NOT_HOLD, ""),)


def _before(answer: Answer) -> Value:
    """`before` as expressions see it."""
    return {"status": answer.status, "body": answer.body}


def verdicts(verify: Verify) -> tuple[Verdict, ...]:
    """All that a read can be judged as."""
    never = set()
    if verify.holds is None:
        never.add(Verdict.HOLDS)
    if verify.refutes is None:
        never.add(Verdict.REFUTED)
    if not verify.gone:
        never.add(Verdict.GONE)
    return tuple(verdict for verdict in Verdict if verdict not in never)


def _required(verify: Verify | None) -> Verify:
    if verify is None:
        raise AssertionError("a call without verify cannot be reading back")
    return verify
