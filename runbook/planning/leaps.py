"""Passing over items of a loop that would go as an earlier one did."""

from collections.abc import Iterator, Mapping, Sequence

from runbook.frozen import frozen, replace
from runbook.interpreter.address import item, pattern
from runbook.interpreter.decide import decide
from runbook.interpreter.events import Event, StepEnded
from runbook.interpreter.state import FanProgress, State
from runbook.language.evaluate import EvaluationError, truth
from runbook.language.procedure import Procedure
from runbook.language.template import Condition
from runbook.planning.place import changed, found
from runbook.values.unknown import Value

_FEW = 3
"""Loops of so few items are walked as they are: the first, one to come after it, and the last."""


@frozen
class Alike:
    """A loop whose items have the same roads when they decide the same. `name`: of the item; `deciding`: by what."""

    name: str
    deciding: tuple[Condition, ...] = ()

    def decided(self, value: Value) -> tuple[str, ...]:
        """How an item decides each condition; equal for items with the same roads."""
        return tuple(map(repr, self._outcomes({self.name: value})))

    def _outcomes(self, scope: Mapping[str, Value]) -> Iterator[object]:
        for condition in self.deciding:
            try:
                yield truth(condition, scope)
            except EvaluationError as error:
                yield error.message


@frozen
class Leap:
    """Behind the walked item at `item` go `items` others in the same way, without being walked."""

    item: str
    items: int


class _Walked:
    """Which items of one list are walked: the first of each kind, and the last of all.

    `stand_for`: walked item -> all of its kind; `as_`: item -> the one that is walked for it.
    `begun`, `left`: the walked items that some road leads to, and out of to the next one.
    """

    def __init__(self, alike: Alike, items: Sequence[Value]) -> None:
        self.items = items
        last = len(items) - 1
        kinds: dict[tuple[str, ...], list[int]] = {}
        for index in range(last):
            kind = alike.decided(items[index]) if last >= _FEW else (str(index),)
            kinds.setdefault(kind, []).append(index)
        self.stand_for: dict[int, Sequence[int]] = {same[0]: same for same in kinds.values()}
        self.stand_for[last] = (last,)
        self.as_: dict[int, int] = {index: walked for walked, same in self.stand_for.items() for index in same}
        self.begun = {0}
        self.left: set[int] = set()
        self._order = sorted(self.stand_for)

    def after(self, index: int, next_one: int) -> int:
        """The item that is walked behind the one at `index`, where `next_one` would be next."""
        target = next(walked for walked in self._order if walked >= next_one)
        self.left.add(index)
        self.begun.add(target)
        return target

    def is_dead_end(self) -> bool:
        """Whether an item was begun that no road leads out of, so that those behind it are never begun."""
        stuck = self.begun - self.left - {len(self.items) - 1}
        return bool(stuck) and any(len(same) > 1 for same in self.stand_for.values())


class Leaps:
    """The leaps of one procedure. `loops`: its alike loops by address pattern; they go one item at a time."""

    def __init__(self, procedure: Procedure, loops: Mapping[str, Alike]) -> None:
        self._procedure = procedure
        self.loops = loops
        self._known: dict[tuple[str, int], _Walked] = {}

    def stands_for(self, loop: str, fan: FanProgress, index: int) -> Sequence[int]:
        """The items that a walked item of the loop at address `loop` stands for, itself among them."""
        walked = self._walked(pattern(loop), fan)
        return (index,) if walked is None else walked.stand_for[index]

    def taken(self, state: State, event: Event) -> tuple[State, Leap | None]:
        """After an item of an alike loop ended and another begins: the state at the next item that is walked."""
        if not isinstance(event, StepEnded) or not event.address.endswith("]"):
            return state, None
        loop, _, number = event.address[:-1].rpartition("[")
        fan = found(self._procedure, state, loop)
        if isinstance(fan, FanProgress) and fan.open:
            return state, self._of_open(state, event, fan)
        if (
            pattern(loop) not in self.loops
            or not isinstance(fan, FanProgress)
            or not self._goes_on(state, item(loop, fan.next))
        ):
            return state, None
        walked = self._walked(pattern(loop), fan)
        if walked is None:
            return state, None
        others = len(walked.stand_for[int(number)]) - 1
        moved = _moved(fan, walked.after(int(number), fan.next), walked)
        state = state if moved is fan else changed(self._procedure, state, loop, lambda _: moved)
        return state, Leap(event.address, others) if others else None

    def _of_open(self, state: State, ended: StepEnded, fan: FanProgress) -> Leap | None:
        """The first item of a list that only a run knows stands for all but the last; for all when it stops."""
        loop, _, number = ended.address[:-1].rpartition("[")
        if fan.at_most is None or int(number) > 0:
            return None
        walked = fan.count if self._goes_on(state, item(loop, 1)) else 1
        return Leap(ended.address, fan.at_most - walked) if fan.at_most > walked else None

    def dead_ends(self) -> frozenset[str]:
        """Loops in which some item surely stops, so that not all items behind it are ever begun."""
        return frozenset(loop for (loop, _), walked in self._known.items() if walked.is_dead_end())

    def _goes_on(self, state: State, next: str) -> bool:
        """Whether the next item begins: not after a stop, and not after the last."""
        return any(
            command.address == next or command.address.startswith(f"{next}/")
            for command in decide(self._procedure, state)
        )

    def _walked(self, loop: str, fan: FanProgress) -> _Walked | None:
        if loop not in self.loops or fan.items is None:
            return None
        key = (loop, id(fan.items))
        if key not in self._known:
            self._known[key] = _Walked(self.loops[loop], fan.items)
        return self._known[key]


def _moved(fan: FanProgress, target: int, walked: _Walked) -> FanProgress:
    if target == fan.next:
        return fan
    passed = range(fan.next, target)
    return replace(fan, next=target, ended=target, kept=_kept(fan, passed, walked) if fan.kept else fan.kept)


def _kept(fan: FanProgress, passed: range, walked: _Walked) -> dict[int, Value]:
    """The results of those passed over too: as of the walked one, which a plan leaves open but for the item itself."""
    kept = dict(fan.kept)
    for index in passed:
        result = kept.get(walked.as_[index])
        kept[index] = {**result, "item": walked.items[index]} if isinstance(result, dict) else result
    return kept
