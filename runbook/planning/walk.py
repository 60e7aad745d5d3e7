"""Walks every road of a procedure with a witness beside it, and with a death of the process at every point."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence

from runbook.frozen import field, frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Command, Record, Send
from runbook.interpreter.decide import decide
from runbook.interpreter.events import AttemptStarted, Event, Purpose
from runbook.interpreter.evolve import evolve
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.lost import lost_answers, perhaps_sent
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure, StepState
from runbook.planning.attempts import at_the_last
from runbook.planning.families import turns
from runbook.planning.futures import Futures
from runbook.planning.ground import Ground
from runbook.planning.outline import calls_of, outline
from runbook.planning.watch import Breach, Watch
from runbook.planning.ways import Resume, Way, World
from runbook.providers.contract import Effect

MOST_STATES = 5_000
"""States of one procedure that are looked at; beyond them nothing is claimed."""

_DEATHS_WHILE_SENDING = 4
"""Before an attempt is on record, after it, after it left, and after it left with the record cut off by a power cut."""

_RESTING = (StepState.WAITING, StepState.IN_DOUBT)
"""States of a run that people can still take further, so no run ends in them."""


@frozen
class Engine:
    """What is put to the proof: the interpreter, and what a resumed run records first. Tests break one of them.

    `torn`: what it supposes when the end of the journal was cut off.
    """

    decide: Callable[[Procedure, State], tuple[Command, ...]] = decide
    evolve: Callable[[Procedure, State, Event], State] = evolve
    resume: Resume = lost_answers
    torn: Callable[[Procedure, State], Sequence[Event]] = perhaps_sent


@frozen
class Leg:
    """A way on, everything that happened on it (`events`), and the rest where it led."""

    way: Way
    events: tuple[Event, ...]
    target: int


@frozen
class Rest:
    """A state in which the world has the next word. `came`: from which rest; -1 at the start."""

    commands: tuple[Command, ...]
    state: State
    watch: Watch
    came: int
    legs: list[Leg] = field(default_factory=list)


@frozen
class Found:
    """What must never happen: where, after what (`earlier`), from which rest, and what happened since that rest."""

    breach: Breach
    address: str
    earlier: str
    rest: int
    way: Way
    events: tuple[Event, ...]


class Walk:
    """One walk over one procedure. `found`: breaches, the shortest road to each place first."""

    def __init__(self, procedure: Procedure, engine: Engine, most: int) -> None:
        self._procedure = procedure
        self._engine = engine
        self._most = most
        self.ground = Ground.of(procedure)
        self.calls = calls_of(outline(procedure))
        routed = {address: turns(call.rows) for address, call in self.calls.items()}
        self._world = World(self.calls, routed, engine.resume)
        self._futures = Futures(procedure, heeds_failure=False)
        self._known: dict[Hashable, tuple[int, tuple[Event, ...]]] = {}
        self._flying: tuple[int, Event, State, State] | None = None
        self._todo: deque[int] = deque()
        self._told: set[tuple[Breach, str]] = set()
        self._broken: set[int] = set()
        self.rests: list[Rest] = []
        self.found: list[Found] = []
        self.whole = True

    def from_state(self, start: State) -> "Walk":
        """Itself, after every road was walked, or the bound was met (`whole` is False then)."""
        self._take(-1, start, Watch(), Way(()))
        while self._todo:
            if len(self.rests) > self._most:
                self.whole = False
                break
            number = self._todo.popleft()
            rest = self.rests[number]
            for way in self._world.ways(rest.commands):
                self._take(number, rest.state, rest.watch, way)
            self._cut_off(number, rest)
            if not rest.legs and rest.state.ended is None and number not in self._broken:
                self._tell(Breach.UNNAMED_END, self._place(number), "", number, Way(()), ())
        return self

    @property
    def deaths(self) -> int:
        """How many points there are at which the process can die."""
        return sum(
            1 + (_DEATHS_WHILE_SENDING - 1) * sum(isinstance(one, Send) for one in rest.commands)
            for rest in self.rests
            if rest.commands
        )

    def _take(self, number: int, state: State, watch: Watch, way: Way) -> None:
        """Follow a way to the next rest; a breach ends it."""
        happened: list[Event] = []
        try:
            for event in way.events:
                watch = self._witness(number, watch, way, (*happened, event))
                state = at_the_last(self._procedure, self._begun(number, state, event), event)
                happened.append(event)
            if way.resumed is not None:
                watch = watch.died()
                state, watch = self._all(state, watch, way.resumed, happened)
            target, events = self._onward(number, state, watch)
        except _BrokenOffError:
            return
        except IllegalEventError as error:
            self._tell(Breach.UNNAMED_END, error.event.address, "", number, way, tuple(happened))
            return
        if number >= 0:
            self.rests[number].legs.append(Leg(way, (*happened, *events), target))

    def _cut_off(self, number: int, rest: Rest) -> None:
        """What comes next leaves, the power fails, and the journal lost the records of it. Reads may be repeated."""
        sends = [one for one in rest.commands if isinstance(one, Send) and one.operation.effect is not Effect.READ]
        if sends and sends[0] is rest.commands[0]:
            watch = rest.watch
            for send in sends:
                watch = watch.after(AttemptStarted(send.address, send.attempt, send.purpose, None, ""), self.ground)
            supposed = tuple(self._engine.torn(self._procedure, rest.state))
            self._take(number, rest.state, watch, Way((), supposed))

    def _begun(self, number: int, state: State, event: Event) -> State:
        """The state after an event; that after an attempt began is the same for all its answers."""
        if not isinstance(event, AttemptStarted):
            return self._engine.evolve(self._procedure, state, event)
        if self._flying is None or self._flying[:2] != (number, event) or self._flying[2] is not state:
            after = self._engine.evolve(self._procedure, state, event)
            self._flying = (number, event, state, after)
        return self._flying[3]

    def _onward(self, number: int, state: State, watch: Watch) -> tuple[int, tuple[Event, ...]]:
        """The rest that a state comes to by itself, and what happens on the way; each state once.

        An answer that is not routed yet has no key: how many attempts are left counts again only behind its row.
        """
        happened: list[Event] = []
        passed: list[tuple[Hashable, int]] = []
        ahead: tuple[Event, ...] = ()
        while True:
            commands = self._engine.decide(self._procedure, state)
            records = [one.event for one in commands if isinstance(one, Record)]
            if not records:
                target = self._arrive(Rest(commands, state, watch, number))
                break
            state, watch = self._all(state, watch, records, happened)
            key = (self._futures.key(state), watch.key)
            if key in self._known:
                target, ahead = self._known[key]
                break
            passed.append((key, len(happened)))
        events = (*happened, *ahead)
        self._known |= {one: (target, events[before:]) for one, before in passed}
        return target, events

    def _all(self, state: State, watch: Watch, events: Iterable[Event], happened: list[Event]) -> tuple[State, Watch]:
        for event in events:
            watch = watch.after(event, self.ground)
            state = self._engine.evolve(self._procedure, state, event)
            happened.append(event)
        return state, watch

    def _witness(self, number: int, watch: Watch, way: Way, events: tuple[Event, ...]) -> Watch:
        event = events[-1]
        acts = isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT
        if acts and self.ground.is_irreversible(event.address):
            broken = watch.breach(event.address, self.ground)
            if broken is not None:
                self._tell(broken[0], event.address, broken[1], number, Way(events[:-1]), events[:-1])
                raise _BrokenOffError
        return watch.after(event, self.ground)

    def _arrive(self, rest: Rest) -> int:
        """The number of a rest, which is made when it is new."""
        key = (self._futures.key(rest.state), rest.watch.key)
        if key in self._known:
            return self._known[key][0]
        number = len(self.rests)
        self._known[key] = (number, ())
        self.rests.append(rest)
        self._todo.append(number)
        if rest.state.ended is not None and rest.state.ended.state in _RESTING:
            self._tell(Breach.UNNAMED_END, "", "", number, Way(()), ())
        return number

    def _tell(self, breach: Breach, address: str, earlier: str, rest: int, way: Way, events: tuple[Event, ...]) -> None:
        """Each step once for each breach; the walk goes in breadth, so the first road to it is the shortest."""
        self._broken.add(rest)
        if (breach, pattern(address)) not in self._told:
            self._told.add((breach, pattern(address)))
            self.found.append(Found(breach, address, earlier, rest, way, events))

    def road(self, found: Found) -> tuple[Leg, ...]:
        """The legs from the start to what was found, the last one as far as the breach."""
        legs = [Leg(found.way, found.events, -1)]
        number = found.rest
        while number > 0:
            before = self.rests[number].came
            legs.append(next(leg for leg in self.rests[before].legs if leg.target == number))
            number = before
        return tuple(reversed(legs))

    def endless(self, number: int) -> Found:
        """A road that comes back to a rest, as a finding."""
        return Found(Breach.UNNAMED_END, self._place(number), "", number, Way(()), ())

    def _place(self, number: int) -> str:
        """The address that a rest is about: that of its first command, else of what happened last."""
        rest = self.rests[number]
        if rest.commands:
            return rest.commands[0].address
        legs = self.rests[rest.came].legs if rest.came >= 0 else []
        return next((leg.events[-1].address for leg in legs if leg.target == number and leg.events), "")


class _BrokenOffError(Exception):
    """A road ended in a breach."""
