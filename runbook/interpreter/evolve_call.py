"""How a call's progress follows from what happened."""

from runbook.frozen import replace
from runbook.interpreter.context import status_text
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectSettled,
    Event,
    FellInDoubt,
    Postponed,
    Purpose,
    ReadAgain,
    SameEffect,
    WaitEnded,
)
from runbook.interpreter.evolve_reading import (
    doubt,
    doubtful,
    evolve_reading,
    happened,
    may_send_again,
    over,
    start_reading,
)
from runbook.interpreter.grace import is_silent, is_success
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.judgement import judged
from runbook.interpreter.same_effect import chosen_of_same, found_same
from runbook.interpreter.state import BlockProgress, CallProgress, Phase
from runbook.language.procedure import Call, IfNot, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.providers.retry_after import NEVER


def evolve_call(call: Call, progress: CallProgress, event: Event) -> CallProgress:
    """The progress after an event at the call's own address. Errors: IllegalEventError."""
    match progress.phase, event:
        case Phase.READY, AttemptStarted(purpose=Purpose.ACT):
            return replace(progress, phase=Phase.IN_FLIGHT, attempts=event.attempt, nothing=False)
        case Phase.READY, SameEffect():
            return found_same(progress, event)
        case Phase.IN_FLIGHT, AnswerReceived(purpose=Purpose.ACT, answer=received):
            answer = judged(call.site, received)
            lost, silent = progress.lost or is_lost(answer), progress.silent or is_silent(answer)
            return replace(progress, phase=Phase.ANSWERED, answer=answer, lost=lost, silent=silent)
        case Phase.ANSWERED, AnswerRouted():
            routed = replace(progress, verb=event.verb, row=event.row, because=event.because, nothing=event.nothing)
            open = waits(call.site.operation.effect, event, progress.answer)
            return _settle_first(call, routed, event.verb) if open else _follow(call, routed, event.verb)
        case Phase.BACKOFF, Postponed() | WaitEnded():
            postponed = isinstance(event, Postponed)
            return replace(progress, phase=Phase.BACKOFF if postponed else Phase.READY, postponed=postponed)
        case Phase.ASK, Asked():
            return replace(progress, phase=Phase.ASKED)
        case Phase.DOUBTFUL, FellInDoubt():
            return replace(progress, phase=Phase.IN_DOUBT)
        case Phase.IN_DOUBT, EffectSettled() | ReadAgain():
            return _out_of_doubt(call, progress, event)
        case Phase.ASKED, ChoiceMade():
            return _chosen(call, progress, event)
        case _:
            return evolve_reading(call, progress, event)


def _chosen(call: Call, progress: CallProgress, event: ChoiceMade) -> CallProgress:
    because = f"{event.by or 'the deadline'} chose {event.choice}"
    if progress.same:
        return chosen_of_same(progress, event.choice, because)
    return _follow(call, replace(progress, because=because), Verb(event.choice))


def is_lost(answer: Answer) -> bool:
    """Whether the request behind this answer may have acted without our knowing."""
    return answer.kind is AnswerKind.NO_ANSWER


_ASSUMING_NOTHING = (Verb.STOP, Verb.TOLERATE, Verb.FALLBACK)
"""Verbs that take for granted that nothing happened."""


def leaves_doubt(effect: Effect, routed: AnswerRouted) -> bool:
    """Return True if a verb takes for granted that nothing happened, and the answer does not prove it."""
    return effect is not Effect.READ and routed.verb in _ASSUMING_NOTHING and not routed.nothing


def waits(effect: Effect, routed: AnswerRouted, answer: Answer | None) -> bool:
    """Return True if a verb must wait until it is known what became of the effect: a 2XX alone is no refusal."""
    return leaves_doubt(effect, routed) and is_success(answer)


def _settle_first(call: Call, progress: CallProgress, verb: Verb) -> CallProgress:
    pending = replace(progress, pending=verb)
    if call.verify is not None:
        return start_reading(pending)
    if verb is Verb.STOP:
        return _follow(call, progress, verb)  # people take over; that nobody knows of the effect is told with it
    return doubtful(pending, doubt(pending, "a 2XX is no refusal, and nothing here can read it back"))


def _follow(call: Call, progress: CallProgress, verb: Verb) -> CallProgress:
    """Go where a verb leads."""
    match verb:
        case Verb.DONE:
            claimed = replace(progress, claimed=True)
            return start_reading(claimed) if call.verify is not None else over(claimed, StepState.DONE)
        case Verb.ALREADY:
            return over(progress, StepState.DONE, already=True)
        case Verb.TOLERATE:
            return over(progress, StepState.DONE_WITH_NOTES)
        case Verb.FALLBACK:
            return replace(progress, phase=Phase.FALLBACK, fallback=BlockProgress())
        case Verb.RETRY:
            return _again(call, progress)
        case Verb.SETTLE if call.verify is not None:
            return start_reading(progress)
        case Verb.SETTLE:
            return doubtful(progress, doubt(progress, "nothing here can read it back"))
        case Verb.ASK:
            return replace(progress, phase=Phase.ASK)
        case Verb.STOP:
            return over(progress, StepState.FAILED)


def _again(call: Call, progress: CallProgress) -> CallProgress:
    answer = progress.answer
    if answer is not None and answer.refused:
        return over(progress, StepState.FAILED, because=answer.reason)
    if answer is not None and answer.retry_after is not None and answer.retry_after >= NEVER:
        because = "the provider asks to wait for longer than any date can say (Retry-After)"
        return over(progress, StepState.FAILED, because=because)
    if not may_send_again(call, progress):
        said = status_text(answer) if answer is not None else "nothing"
        why = f"still {said} after {progress.attempts} attempts"
        return over(progress, StepState.FAILED, because=why)
    return replace(progress, phase=Phase.BACKOFF)


def _out_of_doubt(call: Call, progress: CallProgress, event: EffectSettled | ReadAgain) -> CallProgress:
    """A person's word settles it; otherwise it is read back once more."""
    if isinstance(event, EffectSettled):
        return _settled(call, progress, event)
    if call.verify is None:
        raise IllegalEventError(event, "nothing to verify")
    return start_reading(replace(progress, because=""))


def _settled(call: Call, progress: CallProgress, event: EffectSettled) -> CallProgress:
    """A person's word settles it; that nothing happened allows another attempt only where the playbook says so."""
    because = f"{event.by} says it {'happened' if event.happened else 'did not happen'}: {event.because}"
    if event.happened:
        told = replace(progress, because="" if progress.pending is None else progress.because, claimed=False)
        return happened(call, replace(told, looked=True), because)
    if progress.pending is not None:
        return _follow(call, replace(progress, because=because), progress.pending)
    resends = call.verify is not None and call.verify.if_not is IfNot.RESEND
    if resends and may_send_again(call, progress):
        return replace(progress, phase=Phase.READY, claimed=False)
    return over(progress, StepState.FAILED, because=because)
