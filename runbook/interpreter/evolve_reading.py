"""How a call's progress follows from what was read back."""

from runbook.frozen import replace
from runbook.interpreter.context import status_text
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    EffectRead,
    Event,
    Purpose,
    Reading,
    Verdict,
    WaitEnded,
)
from runbook.interpreter.grace import last_wait, wait_for_proof
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.judgement import judged
from runbook.interpreter.state import CallProgress, Ending, Phase
from runbook.language.procedure import Call, IfNot, StepState
from runbook.providers.answer import Answer, AnswerKind


def evolve_reading(call: Call, progress: CallProgress, event: Event) -> CallProgress:
    """The progress after an event while an effect is read back. Errors: IllegalEventError."""
    match progress.phase, event:
        case Phase.READ, AttemptStarted(purpose=Purpose.VERIFY):
            return replace(progress, phase=Phase.READ_IN_FLIGHT, reads=event.attempt)
        case Phase.READ_IN_FLIGHT, AnswerReceived(purpose=Purpose.VERIFY, answer=received):
            answer = judged(call.verify.site, received) if call.verify is not None else received
            return replace(progress, phase=Phase.READ_ANSWERED, read=answer)
        case ((Phase.READ | Phase.READ_ANSWERED), EffectRead()):
            return _judged(call, progress, event)
        case Phase.POLL, WaitEnded():
            return replace(progress, phase=Phase.READ, waited=progress.waited + event.seconds)
        case Phase.GRACE, WaitEnded():
            return replace(progress, phase=Phase.READ, late=True)
        case _:
            raise IllegalEventError(event, progress.phase.value)


def over(
    progress: CallProgress, state: StepState, *, because: str | None = None, already: bool = False
) -> CallProgress:
    """Only the end is left to record."""
    ending = Ending(state, progress.because if because is None else because, already)
    return replace(progress, phase=Phase.OVER, ending=ending)


def may_send_again(call: Call, progress: CallProgress) -> bool:
    """Return True if the step may send once more: every send of it counts, whatever led to it."""
    return progress.attempts < call.retry.at_most


def start_reading(progress: CallProgress) -> CallProgress:
    """Begin to read the effect back."""
    return replace(progress, phase=Phase.READ, waited=0.0, late=False)


def _judged(call: Call, progress: CallProgress, event: EffectRead) -> CallProgress:
    verify = call.verify
    if verify is None:
        raise IllegalEventError(event, "nothing to verify")
    name = verify.site.operation.name
    progress = replace(progress, reads=max(progress.reads, event.attempt))
    if event.verdict is Verdict.HOLDS:
        because = "" if progress.claimed else f"{name} shows that it happened"
        return over(progress, StepState.DONE, because=because)
    if event.reading is Reading.MORE:
        return replace(progress, phase=Phase.POLL)
    if event.reading is Reading.WITHIN:
        progress = replace(progress, waited=max(progress.waited, verify.span))
        if last_wait(call, progress) > 0:
            return replace(progress, phase=Phase.GRACE)
    if event.verdict is Verdict.CANNOT_TELL:
        return doubtful(progress, doubt(progress, f"{name} cannot tell: {event.because}"))
    if progress.claimed:
        return doubtful(progress, f"the provider said yes, but {name} does not show it")
    return _did_not_happen(call, progress, verify.if_not, f"{name} does not show it")


def _did_not_happen(call: Call, progress: CallProgress, if_not: IfNot, seen: str) -> CallProgress:
    match if_not:
        case IfNot.RESEND | IfNot.STOP if _half_a_yes(progress):
            return doubtful(progress, doubt(progress, f"{seen}, but a 2XX is no refusal"))
        case IfNot.RESEND if may_send_again(call, progress) and _may_be_repeated(call):
            # The sending before may have acted after all, be it that its answer was lost or that it proved nothing.
            return replace(progress, phase=Phase.READY, lost=True)
        case IfNot.RESEND | IfNot.IN_DOUBT:
            return doubtful(progress, doubt(progress, seen))
        case IfNot.ASK:
            # The choices of a row were about the answer; this question is about what was read.
            return replace(progress, phase=Phase.ASK, because=seen, row=-1)
        case IfNot.STOP if call.site.operation.moves_money:
            return doubtful(progress, doubt(progress, f"{seen}, which is no proof where money moves"))
        case IfNot.STOP if call.site.operation.grace is None:
            early = f"{seen}, but the contract does not say how soon a read does"
            return doubtful(progress, doubt(progress, early))
        case IfNot.STOP:
            return over(progress, StepState.FAILED, because=f"{seen}{_when(call, progress)}: it did not happen")


def _half_a_yes(progress: CallProgress) -> bool:
    """Return True if the last answer was a 2XX that breaks the contract: against it a missing effect proves nothing."""
    return progress.answer is not None and is_half_a_yes(progress.answer)


def is_half_a_yes(answer: Answer) -> bool:
    """Return True if it is a 2XX that its contract does not declare like that."""
    broken = answer.kind in (AnswerKind.MALFORMED, AnswerKind.UNDECLARED)
    return broken and answer.status is not None and 200 <= answer.status < 300


def _may_be_repeated(call: Call) -> bool:
    """Return True if a read is proof enough to send again: the provider's grace is declared, and not as a guess."""
    operation = call.site.operation
    return operation.grace is not None and not operation.grace_is_guessed and not operation.moves_money


def _when(call: Call, progress: CallProgress) -> str:
    """When the read that counted was made at the earliest."""
    whole = wait_for_proof(call, silent=progress.silent)
    return f" {whole:g} s after the {'attempt' if progress.silent else 'answer'}" if whole else ""


def doubtful(progress: CallProgress, because: str) -> CallProgress:
    """Leave it to people whether it happened."""
    return replace(progress, phase=Phase.DOUBTFUL, because=because)


def doubt(progress: CallProgress, seen: str) -> str:
    """Why it is in doubt: what the answer was, and what was seen since."""
    answer = progress.answer
    said = status_text(answer) if answer is not None else "nothing"
    return f"{progress.because or 'the answer was ' + said}; {seen}"
