"""What lies on a runner's desk while it works."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from runbook.frozen import frozen
from runbook.interpreter.commands import Command, Inquire, Pause
from runbook.interpreter.events import Event
from runbook.interpreter.state import State
from runbook.runtime.rest import Halt, Rest, Withheld


@frozen
class Finding:
    """What came of one command in the world; no command only wakes the runner."""

    command: Command | None
    events: tuple[Event, ...] = ()
    broken: BaseException | None = None


@dataclass(slots=True)
class Desk:
    """The state, events that are not durable yet, commands under way, and questions that nobody answered.

    `last_at`: address -> when its last event was recorded before this process took the run up.
    """

    state: State
    unwritten: list[Event] = field(default_factory=list)
    at_work: dict[str, Command] = field(default_factory=dict)
    unanswered: dict[str, Inquire] = field(default_factory=dict)
    withheld: Withheld | None = None
    last_at: dict[str, float] = field(default_factory=dict)

    def forget_pauses(self, wanted: Sequence[Command]) -> None:
        """A pause that nobody waits for any more: its step was skipped because something beside it stopped."""
        for address, command in list(self.at_work.items()):
            if isinstance(command, Pause) and command not in wanted:
                del self.at_work[address]

    def rest(self, halt: Halt) -> Rest:
        """How things stand when the runner comes to rest."""
        return Rest(halt, self.state, tuple(self.unanswered.values()), self.withheld)
