"""Follow a procedure as far as it goes without the world."""

from runbook.interpreter.commands import Command, Record
from runbook.interpreter.decide import decide
from runbook.interpreter.events import Event
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure


def advance(procedure: Procedure, state: State) -> tuple[State, tuple[Event, ...], tuple[Command, ...]]:
    """The state after everything the procedure itself determines, those events, and the commands left for the world."""
    events: list[Event] = []
    while True:
        commands = decide(procedure, state)
        records = [command.event for command in commands if isinstance(command, Record)]
        if not records:
            return state, tuple(events), commands
        for event in records:
            state = evolve(procedure, state, event)
        events.extend(records)
