"""How a call's progress follows from what was read back."""

from runbook.frozen import replace
from runbook.interpreter.context import status_text
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    EffectRead,
    Event,
    Postponed,
    Purpose,
    Reading,
    Verdict,
    WaitEnded,
)
from runbook.interpreter.grace import is_claim, is_success, last_wait, wait_for_proof, why_no_proof
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.judgement import judged
from runbook.interpreter.looking import evolve_look
from runbook.interpreter.state import BlockProgress, CallProgress, Ending, Phase
from runbook.language.procedure import Call, IfNot, StepState, Verb
from runbook.providers.answer import AnswerKind


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
        case Phase.POLL, Postponed():
            return replace(progress, postponed=True)
        case Phase.POLL, WaitEnded():
            waited = progress.waited + event.seconds
            return replace(progress, phase=Phase.READ, waited=waited, postponed=False)
        case Phase.GRACE, WaitEnded():
            return replace(progress, phase=Phase.READ, late=True)
        case _:
            return evolve_look(call, progress, event)


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
    if event.verdict.is_yes:
        return happened(call, progress, f"{name} shows that it happened", gone=event.verdict is Verdict.GONE)
    if event.verdict is Verdict.REFUTED:
        return _did_not_happen(call, progress, verify.if_not, f"{name} shows that it failed", refuted=True)
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


def happened(call: Call, progress: CallProgress, seen: str, *, gone: bool = False) -> CallProgress:
    """The end of a call whose effect is there.

    Whose it is can be told when a look before showed that it was not there, or the provider itself said yes; what is
    gone was there before only if a look saw it.
    """
    row = progress.because
    match progress.pending:
        case Verb.STOP:
            return over(progress, StepState.FAILED, because=f"{row}; {seen}")
        case Verb.TOLERATE:
            return over(progress, StepState.DONE_WITH_NOTES, because=f"{row}; {seen}")
        case Verb.FALLBACK:
            because = f"{seen}, so the fallback is not run"
            return over(progress, StepState.DONE_WITH_NOTES, because=f"{row}; {because}" if row else because)
        case _ if progress.looked:
            return over(progress, StepState.DONE, because="" if progress.claimed else seen)
        case _ if gone:
            return over(progress, StepState.DONE, because=f"{seen}, and nothing shows that it was there", already=True)
        case _ if _said_yes(call, progress):
            return over(progress, StepState.DONE, because="" if progress.claimed else seen)
        case _:
            ending = Ending(StepState.DONE_WITH_NOTES, f"{seen}, by whom is unknown", unclaimed=True)
            return replace(progress, phase=Phase.OVER, ending=ending)


def _said_yes(call: Call, progress: CallProgress) -> bool:
    """Return True if there was a success that is a yes: by the contract, or by the row that took it."""
    claimed = progress.claimed and is_success(progress.answer)
    return claimed or is_claim(call.site.operation, progress.answer)


def _did_not_happen(
    call: Call, progress: CallProgress, if_not: IfNot, seen: str, *, refuted: bool = False
) -> CallProgress:
    """What follows a no. `refuted`: it is definite, so no grace has to pass; the author of `refutes` answers for it."""
    operation = call.site.operation
    if operation.moves_money and (if_not is IfNot.STOP or refuted or progress.pending is not None):
        return doubtful(progress, doubt(progress, f"{seen}, which is no proof where money moves"))
    if progress.pending is not None:
        return _follow_pending(call, progress, seen, refuted=refuted)
    if refuted and if_not is IfNot.IN_DOUBT:
        if_not = IfNot.STOP
    unproved = why_no_proof(operation, progress.answer, silent=progress.silent)
    match if_not:
        case IfNot.RESEND | IfNot.STOP if unproved and not refuted:
            return doubtful(progress, doubt(progress, f"{seen}, but {unproved}"))
        case IfNot.RESEND if may_send_again(call, progress) and _may_be_repeated(call):
            # The sending before may have acted after all, be it that its answer was lost or that it proved nothing.
            return replace(progress, phase=Phase.READY, lost=True)
        case IfNot.RESEND | IfNot.IN_DOUBT:
            return doubtful(progress, doubt(progress, seen))
        case IfNot.ASK if progress.claimed:
            # Asked again, a person could only say the same again, and the read as well: that road has no end.
            return doubtful(progress, doubt(progress, f"{seen}, against the yes that was said"))
        case IfNot.ASK:
            # The choices of a row were about the answer; this question is about what was read.
            return replace(progress, phase=Phase.ASK, because=seen, row=-1)
        case IfNot.STOP if operation.grace is None and not refuted:
            early = f"{seen}, but the contract does not say how soon a read does"
            return doubtful(progress, doubt(progress, early))
        case IfNot.STOP:
            when = "" if refuted else _when(call, progress)
            return over(progress, StepState.FAILED, because=f"{seen}{when}: it did not happen")


def _follow_pending(call: Call, progress: CallProgress, seen: str, *, refuted: bool) -> CallProgress:
    """Go where the row on a 2XX leads, once it is known that the effect is not there."""
    operation = call.site.operation
    proved = refuted or (
        operation.grace is not None and not why_no_proof(operation, progress.answer, silent=progress.silent)
    )
    match progress.pending:
        case Verb.FALLBACK if proved and (refuted or not operation.grace_is_guessed):
            return replace(progress, phase=Phase.FALLBACK, fallback=BlockProgress())
        case Verb.TOLERATE if proved:
            return over(progress, StepState.DONE_WITH_NOTES)
        case Verb.STOP if proved:
            return over(progress, StepState.FAILED)
        case _:
            return doubtful(progress, doubt(progress, f"{seen}, which proves nothing here"))


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
    silent = answer is None or answer.kind in (AnswerKind.NO_ANSWER, AnswerKind.NOT_SENT)
    said = "no response was received" if answer is None or silent else f"the answer was {status_text(answer)}"
    return f"{progress.because or said}; {seen}"
