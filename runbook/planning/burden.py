"""What the worst road of a walk costs: requests, irreversible ones, waits; apart for each item of a loop."""

from collections.abc import Callable, Iterator, Mapping

from runbook.interpreter.address import inside, pattern, segments
from runbook.interpreter.events import AnswerRouted, AttemptStarted, EffectRead, Event, Purpose, Reading, WaitEnded
from runbook.language.procedure import Verb
from runbook.planning.attempts import before_the_last, looking
from runbook.planning.proved import Burden
from runbook.planning.walk import Leg, Walk

Items = tuple[tuple[str, int], ...]
"""The items in which something stands: the patterns of the loops around it, each with an index; empty in none."""


Burdens = Mapping[Items, Burden]
_NOTHING = Burden()


class EndlessError(Exception):
    """A road leads in a circle. `rest`: where it comes back to."""

    def __init__(self, rest: int) -> None:
        super().__init__(rest)
        self.rest = rest


def worst(walk: Walk, counts: Callable[[str], bool] = bool) -> dict[tuple[str, ...], Burden]:
    """The greatest burden on any road, for one item of the loops with these patterns; the empty key is outside of all.

    `counts`: of which addresses what happens there counts; all by default.

    Errors: EndlessError.
    """
    found: dict[tuple[str, ...], Burden] = {}
    for items, burden in _Weighing(walk, counts).from_start().items():
        key = tuple(name for name, _ in items)
        found[key] = found.get(key, _NOTHING).most(burden)
    return found


class _Weighing:
    """Each rest is weighed once, after everything behind it. Reads before the last lead back and weigh nothing."""

    def __init__(self, walk: Walk, counts: Callable[[str], bool]) -> None:
        self._walk = walk
        self._counts = counts
        self._known: dict[int, Burdens] = {}
        self._items: dict[str, Items] = {}

    def from_start(self) -> Burdens:
        """The burdens of the start."""
        stack, above = [0], {0}
        while stack:
            legs = [leg for leg in self._walk.rests[stack[-1]].legs if not leg.way.poll]
            ahead = next((leg.target for leg in legs if leg.target not in self._known), None)
            if ahead is None:
                above.discard(stack[-1])
                self._known[stack.pop()] = self._heaviest(legs)
            elif ahead in above:
                raise EndlessError(ahead)
            else:
                stack.append(ahead)
                above.add(ahead)
        return self._known[0]

    def _heaviest(self, legs: list[Leg]) -> Burdens:
        found: dict[Items, Burden] = {}
        for leg in legs:
            whole = dict(self._known[leg.target])
            for address, burden in self._weights(leg):
                if not self._counts(address):
                    continue
                items = self._around(address)
                whole[items] = whole.get(items, _NOTHING) + burden
            for items, burden in whole.items():
                known = found.get(items)
                found[items] = burden if known is None else known.most(burden)
        return found

    def _weights(self, leg: Leg) -> Iterator[tuple[str, Burden]]:
        for event in leg.events:
            match event:
                case AttemptStarted(purpose=Purpose.ACT):
                    call = self._walk.calls[pattern(event.address)]
                    yield event.address, before_the_last(call, event.attempt)
                    acts = self._walk.ground.is_irreversible(event.address) and not _tried_again(leg.events, event)
                    yield event.address, Burden(1, int(acts))
                case EffectRead(purpose=Purpose.BEFORE):
                    yield event.address, looking(self._walk.calls[pattern(event.address)])
                case EffectRead(reading=Reading.WITHIN):
                    verify = self._walk.calls[pattern(event.address)].verify
                    if verify is not None:
                        yield event.address, Burden(verify.polls, 0, verify.span)
                case EffectRead(reading=Reading.LAST):
                    yield event.address, Burden(1)
                case WaitEnded(seconds=seconds):
                    yield event.address, Burden(wait=seconds)
                case _:
                    pass

    def _around(self, address: str) -> Items:
        if address not in self._items:
            self._items[address] = tuple(_items(address))
        return self._items[address]


def _items(address: str) -> Iterator[tuple[str, int]]:
    at = ""
    for name, index in segments(address):
        at = inside(at, name)
        if index is not None:
            yield at, index


def _tried_again(events: tuple[Event, ...], started: AttemptStarted) -> bool:
    """An attempt that is tried again provably did not act, so it is no irreversible one."""
    return any(
        isinstance(one, AnswerRouted) and one.address == started.address and one.verb is Verb.RETRY for one in events
    )
