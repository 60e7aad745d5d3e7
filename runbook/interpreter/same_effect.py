"""A call that asks for an effect which another step or item of the same run had, or may have had.

What the first one proved decides: it happened, so this one is done with notes, or a person is asked where money moves;
nobody knows, so this one is in doubt too. Where the first proved that nothing happened, this one is simply sent.
"""

from collections.abc import Iterable

from runbook.frozen import replace
from runbook.interpreter.events import Asked, Event, SameEffect
from runbook.interpreter.state import CallProgress, Ending, Phase
from runbook.language.procedure import Call, StepState, Verb

CHOICES = (Verb.TOLERATE.value, Verb.RETRY.value, Verb.STOP.value)
"""The answers of a person: nothing more is sent, it is sent a second time, or the step stops."""


def same_effects(events: Iterable[Event], address: str) -> frozenset[str]:
    """Return the other places of a run that asked for the effect which was asked for at `address`."""
    pairs = [(event.address, event.earlier) for event in events if isinstance(event, SameEffect)]
    found, more = {address}, True
    while more:
        near = {one for pair in pairs if not found.isdisjoint(pair) for one in pair}
        more = not near <= found
        found |= near
    return frozenset(found - {address})


def found_same(progress: CallProgress, event: SameEffect) -> CallProgress:
    """The call before it is sent, when the effect turns out to be another's."""
    if not event.happened:
        because = f"it asks for the same effect as {event.earlier}, and nobody knows whether that happened"
        return replace(progress, phase=Phase.DOUBTFUL, because=because)
    if event.asks:
        return replace(progress, phase=Phase.ASK, same=event.earlier, row=-1, because="")
    because = f"the same effect as {event.earlier}, which happened"
    return replace(progress, phase=Phase.OVER, ending=Ending(StepState.DONE_WITH_NOTES, because))


def chosen_of_same(progress: CallProgress, choice: str, because: str) -> CallProgress:
    """The call after a person said what to do about it."""
    if choice == Verb.RETRY.value:
        return replace(progress, phase=Phase.READY, same="", meant=True)
    state = StepState.DONE_WITH_NOTES if choice == Verb.TOLERATE.value else StepState.FAILED
    return replace(progress, phase=Phase.OVER, ending=Ending(state, f"{because}: the same effect as {progress.same}"))


def question_of_same(call: Call, progress: CallProgress, address: str) -> Asked:
    """The question, where money moves: two requests that are equal may be meant."""
    name = call.site.operation.name
    message = f"{name} asks for the same effect as {progress.same}, which happened; is a second one meant?"
    return Asked(address, message, CHOICES)
