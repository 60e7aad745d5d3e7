"""Events at a step, each in a few words."""

from runbook.interpreter.events import (
    AnswerReceived,
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
    SameEffect,
    StepEnded,
    StepOpened,
    WaitEnded,
    WaitReason,
)
from runbook.reporting.words import VERDICTS, answer_words, counted, duration, state_words


def event_words(event: Event) -> str:  # noqa: C901 - one flat case for each kind
    """What happened, in a few words; empty for what is told elsewhere."""
    match event:
        case AttemptStarted(purpose=Purpose.BEFORE):
            return "read before anything is sent"
        case AttemptStarted(purpose=Purpose.VERIFY):
            return f"read back, number {event.attempt}"
        case AnswerReceived(purpose=Purpose.VERIFY | Purpose.BEFORE):
            return f"  {answer_words(event.answer)}"
        case EffectRead():
            because = f": {event.because}" if event.because else ""
            return f"  {VERDICTS[event.verdict][0]}{because}"
        case WaitEnded():
            after = {WaitReason.RETRY: " before sending again", WaitReason.POLL: " before reading again"}
            after |= {WaitReason.GRACE: " for the provider's grace"}
            return f"waited {duration(event.seconds)}{after.get(event.reason, '')}"
        case Postponed():
            return f"waits {duration(event.seconds)}: {event.because}"
        case Asked():
            return f"a person was asked: {event.message} ({', '.join(event.choices)})"
        case ChoiceMade():
            return f"{event.by or 'the deadline'} chose {event.choice}"
        case ReadAgain():
            return f"{event.by} had it read back once more"
        case FellInDoubt():
            return f"it fell in doubt: {event.because}"
        case EffectSettled():
            return f"{event.by} says it {'happened' if event.happened else 'did not happen'}: {event.because}"
        case HandedOver():
            return f"handed over to {event.to}: {event.note}"
        case SameEffect(earlier=earlier, happened=happened):
            return f"not sent: {earlier} {'had the same effect' if happened else 'may have had the same effect'}"
        case StepOpened():
            return f"it goes over {counted(len(event.items), 'item')}" if event.items is not None else "it began"
        case StepEnded():
            because = f": {event.because}" if event.because else ""
            return f"{'already so' if event.already else state_words(event.state)[1]}{because}"
        case _:
            return ""
