"""How a call's progress follows from what happened."""

from runbook.frozen import replace
from runbook.interpreter.context import status_text
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
    Postponed,
    Purpose,
    ReadAgain,
    Verdict,
    WaitEnded,
)
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.state import BlockProgress, CallProgress, Ending, Phase
from runbook.language.procedure import Call, IfNot, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.retry_after import LONGEST_WAIT


def evolve_call(call: Call, progress: CallProgress, event: Event) -> CallProgress:
    """The progress after an event at the call's own address. Errors: IllegalEventError."""
    match progress.phase, event:
        case Phase.READY, AttemptStarted(purpose=Purpose.ACT):
            return replace(progress, phase=Phase.IN_FLIGHT, attempts=event.attempt, nothing=False)
        case Phase.IN_FLIGHT, AnswerReceived(purpose=Purpose.ACT, answer=answer):
            return replace(progress, phase=Phase.ANSWERED, answer=answer, lost=progress.lost or is_lost(answer))
        case Phase.ANSWERED, AnswerRouted():
            routed = replace(progress, verb=event.verb, row=event.row, because=event.because, nothing=event.nothing)
            return _follow(call, routed, event.verb)
        case Phase.BACKOFF, Postponed():
            return replace(progress, postponed=True)
        case Phase.BACKOFF, WaitEnded():
            return replace(progress, phase=Phase.READY, postponed=False)
        case Phase.READ, AttemptStarted(purpose=Purpose.VERIFY):
            return replace(progress, phase=Phase.READ_IN_FLIGHT, reads=event.attempt)
        case Phase.READ_IN_FLIGHT, AnswerReceived(purpose=Purpose.VERIFY, answer=answer):
            return replace(progress, phase=Phase.READ_ANSWERED, read=answer)
        case ((Phase.READ | Phase.READ_ANSWERED), EffectRead()):
            return _judged(call, progress, event)
        case Phase.POLL, WaitEnded():
            return replace(progress, phase=Phase.READ)
        case Phase.ASK, Asked():
            return replace(progress, phase=Phase.ASKED)
        case Phase.DOUBTFUL, FellInDoubt():
            return replace(progress, phase=Phase.IN_DOUBT)
        case Phase.IN_DOUBT, EffectSettled() | ReadAgain():
            return _out_of_doubt(call, progress, event)
        case Phase.ASKED, ChoiceMade(choice=choice):
            because = f"{event.by or 'the deadline'} chose {choice}"
            return _follow(call, replace(progress, because=because), Verb(choice))
        case _:
            raise IllegalEventError(event, progress.phase.value)


def is_lost(answer: Answer) -> bool:
    """Whether the request behind this answer may have acted without our knowing."""
    return answer.kind is AnswerKind.NO_ANSWER


def _follow(call: Call, progress: CallProgress, verb: Verb) -> CallProgress:
    """Go where a verb leads."""
    match verb:
        case Verb.DONE:
            claimed = replace(progress, claimed=True)
            return _reading(claimed) if call.verify is not None else over(claimed, StepState.DONE)
        case Verb.ALREADY:
            return over(progress, StepState.DONE, already=True)
        case Verb.TOLERATE:
            return over(progress, StepState.DONE_WITH_NOTES)
        case Verb.FALLBACK:
            return replace(progress, phase=Phase.FALLBACK, fallback=BlockProgress())
        case Verb.RETRY:
            return _again(call, progress)
        case Verb.SETTLE if call.verify is not None:
            return _reading(progress)
        case Verb.SETTLE:
            return _doubtful(progress, _doubt(progress, "nothing here can read it back"))
        case Verb.ASK:
            return replace(progress, phase=Phase.ASK)
        case Verb.STOP:
            return over(progress, StepState.FAILED)


def over(
    progress: CallProgress, state: StepState, *, because: str | None = None, already: bool = False
) -> CallProgress:
    """Only the end is left to record."""
    ending = Ending(state, progress.because if because is None else because, already)
    return replace(progress, phase=Phase.OVER, ending=ending)


def _again(call: Call, progress: CallProgress) -> CallProgress:
    answer = progress.answer
    if answer is not None and answer.refused:
        return over(progress, StepState.FAILED, because=answer.reason)
    if answer is not None and answer.retry_after is not None and answer.retry_after >= LONGEST_WAIT:
        return over(progress, StepState.FAILED, because="the provider asks to wait for a year or longer")
    if not _may_send_again(call, progress):
        said = status_text(answer) if answer is not None else "nothing"
        why = f"still {said} after {progress.attempts} attempts"
        return over(progress, StepState.FAILED, because=why)
    return replace(progress, phase=Phase.BACKOFF)


def _may_send_again(call: Call, progress: CallProgress) -> bool:
    """Whether the step may send once more: every send of it counts, whatever led to it."""
    return progress.attempts < call.retry.at_most


def _reading(progress: CallProgress) -> CallProgress:
    return replace(progress, phase=Phase.READ, first_read=progress.reads)


def _judged(call: Call, progress: CallProgress, event: EffectRead) -> CallProgress:
    verify = call.verify
    if verify is None:
        raise IllegalEventError(event, "nothing to verify")
    name = verify.site.operation.name
    progress = replace(progress, reads=max(progress.reads, event.attempt))
    if event.verdict is Verdict.HOLDS:
        because = "" if progress.claimed else f"{name} shows that it happened"
        return over(progress, StepState.DONE, because=because)
    if event.attempt - progress.first_read < verify.polls:
        return replace(progress, phase=Phase.POLL)
    if event.verdict is Verdict.CANNOT_TELL:
        return _doubtful(progress, _doubt(progress, f"{name} cannot tell: {event.because}"))
    if progress.claimed:
        return _doubtful(progress, f"the provider said yes, but {name} does not show it")
    return _did_not_happen(call, progress, verify.if_not, f"{name} does not show it")


def _did_not_happen(call: Call, progress: CallProgress, if_not: IfNot, seen: str) -> CallProgress:
    match if_not:
        case IfNot.RESEND if _may_send_again(call, progress) and _patient(call):
            # The sending before may have acted after all, be it that its answer was lost or that it proved nothing.
            return replace(progress, phase=Phase.READY, lost=True)
        case IfNot.RESEND | IfNot.IN_DOUBT:
            return _doubtful(progress, _doubt(progress, seen))
        case IfNot.ASK:
            # The choices of a row were about the answer; this question is about what was read.
            return replace(progress, phase=Phase.ASK, because=seen, row=-1)
        case IfNot.STOP if call.site.operation.moves_money:
            return _doubtful(progress, _doubt(progress, f"{seen}, which is no proof where money moves"))
        case IfNot.STOP if not _patient(call):
            early = f"{seen}, but the provider's grace of {call.site.operation.grace:g} s was not over"
            return _doubtful(progress, _doubt(progress, early))
        case IfNot.STOP if _half_a_yes(progress):
            return _doubtful(progress, _doubt(progress, f"{seen}, but a 2XX is no refusal"))
        case IfNot.STOP:
            return over(progress, StepState.FAILED, because=f"{seen}{_after_grace(call)}: it did not happen")


def _half_a_yes(progress: CallProgress) -> bool:
    """Whether the last answer was a 2XX that breaks the contract: against it a read that shows nothing is no proof."""
    status = progress.answer.status if progress.answer is not None else None
    return status is not None and 200 <= status < 300


def _patient(call: Call) -> bool:
    """Whether the last read comes after the provider's grace: a read right after a lost answer may be stale."""
    verify = call.verify
    return verify is not None and (verify.polls - 1) * verify.every >= call.site.operation.grace


def _after_grace(call: Call) -> str:
    grace = call.site.operation.grace
    return f", after the provider's grace of {grace:g} s" if grace else ""


def _doubtful(progress: CallProgress, because: str) -> CallProgress:
    return replace(progress, phase=Phase.DOUBTFUL, because=because)


def _out_of_doubt(call: Call, progress: CallProgress, event: EffectSettled | ReadAgain) -> CallProgress:
    """A person's word settles it; otherwise it is read back once more."""
    if isinstance(event, EffectSettled):
        return _settled(call, progress, event)
    if call.verify is None:
        raise IllegalEventError(event, "nothing to verify")
    return _reading(replace(progress, because=""))


def _settled(call: Call, progress: CallProgress, event: EffectSettled) -> CallProgress:
    """A person's word settles it; that nothing happened allows another attempt only where the playbook says so."""
    because = f"{event.by} says it {'happened' if event.happened else 'did not happen'}: {event.because}"
    if event.happened:
        return over(progress, StepState.DONE, because=because)
    resends = call.verify is not None and call.verify.if_not is IfNot.RESEND
    if resends and _may_send_again(call, progress):
        return replace(progress, phase=Phase.READY, claimed=False)
    return over(progress, StepState.FAILED, because=because)


def _doubt(progress: CallProgress, seen: str) -> str:
    answer = progress.answer
    said = status_text(answer) if answer is not None else "nothing"
    return f"{progress.because or 'the answer was ' + said}; {seen}"
