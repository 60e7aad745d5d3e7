"""From the events of a run to its state."""

from collections.abc import Iterable

from runbook.interpreter.events import Event
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure


def replay(procedure: Procedure, events: Iterable[Event]) -> State:
    """The state after all of them. Errors: IllegalEventError for events of another procedure."""
    state = State()
    for event in events:
        state = evolve(procedure, state, event)
    return state
