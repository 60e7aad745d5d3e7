"""From the events of a run to its state."""

from collections.abc import Iterable

from runbook.interpreter.events import Event
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure


def replay(procedure: Procedure, events: Iterable[Event], state: State | None = None) -> State:
    """The state after all of them, from the beginning or from `state`. Errors: IllegalEventError for others' events."""
    state = state or State()
    for event in events:
        state = evolve(procedure, state, event)
    return state
