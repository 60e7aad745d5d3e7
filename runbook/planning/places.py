"""Places that states come to: beyond a bound those at one place are joined, so that a plan grows with its steps.

Places are looked at in the order of the procedure. When one's turn comes, everything that leads to it has been looked
at, so all states that come to it are known. A few are told apart; many are joined (see `joined`) to one that stands for
all. How many are few falls as the number of states in all grows: small plans are exact.
"""

from collections.abc import Hashable
from functools import reduce
from heapq import heappop, heappush

from runbook.frozen import frozen
from runbook.interpreter.commands import Command, Record, Send, Suppose
from runbook.interpreter.events import Event
from runbook.interpreter.standpoint import standpoint
from runbook.interpreter.state import Fresh, State
from runbook.language.procedure import Procedure
from runbook.planning.joined import joined
from runbook.planning.order import order
from runbook.planning.place import changed

_BOUNDS = ((150, 32), (400, 8))
"""So many states at one place are told apart as long as there are fewer in all than this."""

_LEAST = 4


@frozen
class Waiting:
    """A state that has come to a place. `failing`: how its next step fails when it lacks what it may need."""

    number: int
    state: State
    failing: tuple[Event, ...] = ()


class Places:
    """States that have come to places and were not looked at yet."""

    def __init__(self) -> None:
        self._turns: list[tuple[tuple[int, ...], int, Hashable]] = []
        self._waiting: dict[Hashable, list[Waiting]] = {}
        self._came: dict[Hashable, int] = {}
        self._wide: dict[Hashable, State] = {}

    @property
    def any_joined(self) -> bool:
        """True once anything was joined."""
        return bool(self._wide)

    def put(self, place: Hashable, waiting: Waiting) -> None:
        """Let a state wait for the turn of its place."""
        if place not in self._waiting:
            heappush(self._turns, (order(waiting.state), waiting.number, place))
        self._waiting.setdefault(place, []).append(waiting)

    def take(self) -> tuple[Hashable, list[Waiting]] | None:
        """The place whose turn it is, and what has come to it; None when nothing waits."""
        if not self._turns:
            return None
        _, _, place = heappop(self._turns)
        return place, self._waiting.pop(place)

    def joined(self, place: Hashable, came: list[Waiting], states: int) -> State | None:
        """One state for all that came to a place; None while they are few. `states`: how many there are in all."""
        number = self._came[place] = self._came.get(place, 0) + len(came)
        bound = next((bound for below, bound in _BOUNDS if states < below), _LEAST)
        if place not in self._wide and number <= bound:
            return None
        before = [self._wide[place]] if place in self._wide else []
        self._wide[place] = reduce(joined, (*before, *(one.state for one in came)))
        return self._wide[place]


def place_of(bare: Hashable, command: Command) -> Hashable:
    """The place of a state. `bare`: its future without what earlier steps left; `command`: what it asks for."""
    purpose = command.purpose if isinstance(command, Send) else None
    return (bare, type(command), command.address, purpose)


def opened(procedure: Procedure, state: State, commands: tuple[Command, ...]) -> State:
    """The same state, in which it is remembered that the condition of the step at work holds, whatever is joined."""
    if not commands or isinstance(commands[0], Suppose | Record):
        return state
    found = standpoint(procedure, state, commands[0].address)
    if found is None or found.step.when is None or found.progress != Fresh():
        return state
    return changed(procedure, state, commands[0].address, lambda _: Fresh(opened=True))


def _bound(states: int) -> int:
    return next((bound for below, bound in _BOUNDS if states < below), _LEAST)
