"""The requests of the items that a walk of the first item of an alike loop stands for."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from runbook.frozen import replace
from runbook.interpreter.address import inside, item, segments
from runbook.interpreter.commands import Command, Record, Send
from runbook.interpreter.decide import decide
from runbook.interpreter.events import EffectRead, Event, Purpose, StepEnded, StepOpened
from runbook.interpreter.state import CallProgress, FanProgress, Fresh, Phase, Progress, State, UseProgress
from runbook.language.procedure import Procedure
from runbook.planning.futures import Futures
from runbook.planning.leaps import Leaps
from runbook.planning.place import changed, found
from runbook.values.unknown import Value

_REFUSED = "not sent: "


class UnlikeError(Exception):
    """The items of these loops differ after all and must be walked one by one."""

    def __init__(self, loops: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(loops)))
        self.loops = loops


class Others:
    """What a plan adds for the items that are not walked."""

    def __init__(self, procedure: Procedure, futures: Futures, leaps: Leaps) -> None:
        self._procedure = procedure
        self._futures = futures
        self._leaps = leaps
        self._known: set[tuple[Purpose, str, Hashable]] = set()

    def of(self, state: State, send: Send) -> tuple[Command, ...]:
        """The same request of the other items, each as the interpreter decides it; once, however often it is tried.

        A request that cannot be built is a Record of its step's end. Errors: UnlikeError.
        """
        walked = self._walked(send.address)
        if not walked:
            return ()
        start = self._start(state, send)
        key = (send.purpose, send.address, self._futures.key(start))
        if key in self._known:
            return ()
        self._known.add(key)
        places = self._places(start, "", segments(send.address))
        return tuple(self._same(other, at, send, walked) for other, at in places if at != send.address)

    def _start(self, state: State, send: Send) -> State:
        """The state before the first request of that purpose; what was tried before makes no difference to it."""
        state = changed(self._procedure, state, send.address, lambda _: _before(send))
        at = ""
        for id, index in segments(send.address):
            address = inside(at, id)
            at = address if index is None else item(address, index)
            if index is not None:
                state = changed(self._procedure, state, address, _at(index, index))
        return state

    def check(self, events: Iterable[Event]) -> None:
        """Errors: UnlikeError when the first item of a loop cannot be read back: others may be."""
        for event in events:
            if isinstance(event, EffectRead) and (walked := self._walked(event.address)):
                raise UnlikeError(walked)

    def _walked(self, address: str) -> frozenset[str]:
        """The alike loops on the way to an address."""
        at, loops = "", set[str]()
        for id, index in segments(address) if self._leaps.loops else ():
            at = inside(at, id)
            if index is not None and at in self._leaps.loops:
                loops.add(at)
        return frozenset(loops)

    def _places(
        self, state: State, above: str, path: tuple[tuple[str, int | None], ...]
    ) -> Iterator[tuple[State, str]]:
        """The state for every item that it stands for, and the address of its call."""
        if not path:
            yield state, above
            return
        (id, index), rest = path[0], path[1:]
        address = inside(above, id)
        if index is None:
            yield from self._places(self._with_arguments(state, address), address, rest)
            return
        fan = found(self._procedure, state, address)
        for one in self._leaps.stands_for(address, fan, index) if isinstance(fan, FanProgress) else (index,):
            at = item(address, one)
            moved = state if one == index else changed(self._procedure, state, address, _at(index, one))
            yield from self._places(self._with_arguments(moved, at), at, rest)

    def _with_arguments(self, state: State, address: str) -> State:
        """A used playbook gets the arguments of the item that it is used for."""
        progress = found(self._procedure, state, address)
        if not isinstance(progress, UseProgress):
            return state
        given = self._arguments(changed(self._procedure, state, address, lambda _: Fresh(opened=True)), address)
        return changed(self._procedure, state, address, lambda _: replace(progress, arguments=given))

    def _arguments(self, state: State, address: str) -> Mapping[str, Value]:
        for command in decide(self._procedure, state):
            if command.address == address and isinstance(command, Record) and isinstance(command.event, StepOpened):
                return command.event.arguments or {}
        raise UnlikeError(self._walked(address))

    def _same(self, state: State, address: str, send: Send, walked: frozenset[str]) -> Command:
        for command in decide(self._procedure, state):
            if command.address != address:
                continue
            match command:
                case Send(purpose=send.purpose):
                    return command
                case Record(event=StepEnded() as ended) if ended.because.startswith(_REFUSED):
                    return command
        raise UnlikeError(walked)


def _before(send: Send) -> CallProgress:
    """The call as it stands before its first request of that purpose; later ones are the same."""
    return CallProgress(Phase.READY if send.purpose is Purpose.ACT else Phase.READ)


def _at(index: int, other: int) -> Callable[[Progress], Progress]:
    """An item at work, as another item."""

    def move(progress: Progress) -> Progress:
        if not isinstance(progress, FanProgress):
            return progress
        running = {at: member for at, member in progress.running.items() if at != index}
        moved = progress.running[index]
        return replace(progress, running={**running, other: moved}, next=other + 1, ended=other)

    return move
