"""What lies on a runner's desk while it works."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from runbook.frozen import frozen
from runbook.interpreter.commands import Command, Inquire, Pause
from runbook.interpreter.effects import Effects
from runbook.interpreter.events import AnswerReceived, Asked, AttemptStarted, Event, Purpose, WaitReason
from runbook.interpreter.grace import is_silent
from runbook.interpreter.state import State
from runbook.providers.answer import RawResponse
from runbook.runtime.rest import Halt, Rest, Withheld


@frozen
class Finding:
    """What came of one command in the world; no command only wakes the runner. `reply`: kept before it is judged."""

    command: Command | None
    events: tuple[Event, ...] = ()
    broken: BaseException | None = None
    reply: RawResponse | None = None


@dataclass(slots=True)
class Desk:
    """The state, events that are not durable yet, commands under way, and questions that nobody answered.

    `began`: address -> when its last event was recorded before this process took the run up, or its question was put
    in this one; seconds on our monotonic clock, so before it when another process recorded it. `effects`: by what is
    written. `postponed`: address -> when a wait there is over that no process sits through, on our monotonic clock.
    `acted`: address -> from when the provider's grace counts, for what this process sent; that of another process is
    waited for anew.
    """

    state: State
    unwritten: list[Event] = field(default_factory=list)
    at_work: dict[str, Command] = field(default_factory=dict)
    unanswered: dict[str, Inquire] = field(default_factory=dict)
    withheld: Withheld | None = None
    began: dict[str, float] = field(default_factory=dict)
    postponed: dict[str, float] = field(default_factory=dict)
    acted: dict[str, float] = field(default_factory=dict)
    effects: Effects = field(default_factory=Effects)

    def forget(self, wanted: Sequence[Command]) -> None:
        """Pauses and questions that nobody waits for any more: something beside them stopped, or is in doubt."""
        for address, command in list(self.at_work.items()):
            if isinstance(command, Pause | Inquire) and command not in wanted:
                del self.at_work[address]
        waits = {command.address for command in wanted if isinstance(command, Pause)}
        self.postponed = {address: until for address, until in self.postponed.items() if address in waits}
        for address, question in list(self.unanswered.items()):
            if question not in wanted:
                del self.unanswered[address]

    def asked(self, events: Sequence[Event], now: float) -> None:
        """Time begins to run for the questions among these events."""
        self.began.update({event.address: now for event in events if isinstance(event, Asked)})

    def timed(self, event: Event, now: float) -> None:
        """The provider's grace counts from the attempt; from its answer when the provider itself gave one."""
        match event:
            case AttemptStarted(purpose=Purpose.ACT):
                self.acted[event.address] = now
            case AnswerReceived(purpose=Purpose.ACT, answer=answer) if not is_silent(answer):
                self.acted[event.address] = now
            case _:
                pass

    def left_of(self, pause: Pause, now: float) -> float:
        """What is left of a pause. One before a read is never shortened.

        The provider's grace is real time, and a wall clock that was set while no process ran would steal it.
        """
        began = self.began.pop(pause.address, None)
        match pause.reason:
            case WaitReason.POLL:
                return pause.seconds
            case WaitReason.GRACE:
                return min(pause.seconds, left(self.acted.get(pause.address), pause.whole, now))
            case _:
                return left(began, pause.seconds, now)

    def until(self, pause: Pause, now: float) -> float:
        """When a pause is over that no process sits through; past when it was over before this process began."""
        if pause.address not in self.postponed:
            began = self.began.pop(pause.address, now)
            self.postponed[pause.address] = min(began, now) + pause.seconds
        return self.postponed[pause.address]

    def moved(self, events: Sequence[Event]) -> None:
        """Things went on at these addresses: a pause that follows begins now, not when another process wrote there."""
        for event in events:
            self.effects.heard(event)
            if not isinstance(event, Asked):
                self.began.pop(event.address, None)

    def answered(self, address: str) -> None:
        """The question there is closed; another may be asked in its place."""
        self.unanswered.pop(address, None)
        self.began.pop(address, None)

    def rest(self, halt: Halt) -> Rest:
        """How things stand when the runner comes to rest."""
        return Rest(halt, self.state, tuple(self.unanswered.values()), self.withheld)


def left(began: float | None, seconds: float, now: float) -> float:
    """What is left of `seconds` that began then, all on our monotonic clock; never more than the whole."""
    passed = 0.0 if began is None else now - began
    return min(seconds, max(0.0, seconds - passed))
