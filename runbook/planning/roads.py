"""Where every class of answers leads, read off the graph."""

from collections.abc import Iterator

from runbook.frozen import frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.calls import BROKEN
from runbook.interpreter.commands import Send
from runbook.interpreter.events import (
    AnswerRouted,
    EffectRead,
    Event,
    FellInDoubt,
    Purpose,
    RunEnded,
    StepEnded,
    WaitEnded,
)
from runbook.interpreter.evolve_call import leaves_doubt, waits
from runbook.language.procedure import Call, Origin, Row, StepState, Verb
from runbook.language.row_text import row_asks
from runbook.planning.answers import AnswerClass
from runbook.planning.plan import Road
from runbook.planning.plan_graph import PlanGraph
from runbook.providers.answer import OTHER_WORDS

Ahead = tuple[frozenset[str], frozenset[StepState]]
"""Address patterns of the steps that can come next, and the states in which the run can end before any does."""


@frozen
class _Turn:
    """One answer taken by one row, and what lies ahead."""

    one: AnswerClass
    routed: AnswerRouted
    ahead: Ahead


class Roads:
    """The roads of every call; what lies ahead of a node is looked up once."""

    def __init__(self, graph: PlanGraph, calls: dict[str, Call], numbers: dict[str, str]) -> None:
        """`numbers`: address pattern -> the step's number in the plan."""
        self._graph = graph
        self._calls = calls
        self._numbers = numbers
        self._ahead: dict[tuple[int, str], Ahead] = {}
        self._turns: dict[str, list[_Turn]] = {}
        for node in graph.nodes:
            if isinstance(node.command, Send) and node.command.purpose is Purpose.ACT:
                origin = node.command.address
                for edge in node.edges:
                    if edge.answer is not None:
                        turns = self._taken(edge.answer, edge.events, edge.target, origin)
                        self._turns.setdefault(pattern(origin), []).extend(turns)

    def of(self, address: str) -> tuple[Road, ...]:
        """The roads from the call at an address pattern, in the order of its answers."""
        merged: dict[tuple[str, str | None, int, Verb], Road] = {}
        for turn in self._turns.get(address, ()):
            key = (turn.one.status, turn.one.message, turn.routed.row, turn.routed.verb)
            road = self._road(turn, self._calls[address])
            known = merged.get(key)
            merged[key] = road if known is None else _both(known, road)
        return tuple(merged.values())

    def _road(self, turn: _Turn, call: Call) -> Road:
        row = call.rows[turn.routed.row] if turn.routed.row >= 0 else None
        message = "(other words)" if turn.one.message == OTHER_WORDS else turn.one.message
        to = tuple(sorted({self._numbers[address] for address in turn.ahead[0] if address in self._numbers}))
        retrying = turn.routed.verb is Verb.RETRY
        open = waits(call.site.operation.effect, turn.routed, turn.one.answer)
        settling = call.verify is not None and (turn.routed.verb is Verb.SETTLE or open)
        return Road(
            status=turn.one.status,
            message=message,
            verb=turn.routed.verb,
            origin=row.origin if row is not None else Origin.BUILT_IN,
            because=turn.routed.because,
            to=to,
            ends=tuple(sorted(turn.ahead[1], key=lambda state: state.value)),
            retries=call.retry.at_most if retrying else 0,
            waits=sum(call.retry.delay(n) for n in range(call.retry.at_most - 1)) if retrying else 0.0,
            settles=f"{call.verify.site.provider}.{call.verify.site.operation.name}"
            if settling and call.verify
            else "",
            nothing=row is not None and row.nothing_happened,
            asks=_asks(row, turn.routed),
            doubt=not settling and leaves_doubt(call.site.operation.effect, turn.routed),
        )

    def _taken(self, one: AnswerClass, events: tuple[Event, ...], target: int, origin: str) -> Iterator[_Turn]:
        """The rows that take this answer; several when only a run can tell which."""
        for index, event in enumerate(events):
            if isinstance(event, AnswerRouted) and event.address == origin:
                yield _Turn(one, event, self._lies_ahead(events[index + 1 :], target, origin))
                return
        for edge in self._graph.nodes[target].edges:
            yield from self._taken(one, edge.events, edge.target, origin)

    def _lies_ahead(self, events: tuple[Event, ...], target: int, origin: str) -> Ahead:
        return _told(events, origin) or self._from_node(target, origin)

    def _from_node(self, number: int, origin: str) -> Ahead:
        """What can come first from a node on any road, however often that leads back to where it was."""
        key = (number, origin)
        if key not in self._ahead:
            self._ahead[key] = self._searched(number, origin)
        return self._ahead[key]

    def _searched(self, number: int, origin: str) -> Ahead:
        steps: set[str] = set()
        ends: set[StepState] = set()
        seen, todo = {number}, [number]
        while todo:
            node = self._graph.nodes[todo.pop()]
            if node.command is not None and _leads_away(node.command.address, origin):
                steps.add(pattern(node.command.address))
                continue
            for edge in node.edges:
                told = _told(edge.events, origin) or self._ahead.get((edge.target, origin))
                if told is not None:
                    steps |= told[0]
                    ends |= told[1]
                elif edge.target not in seen:
                    seen.add(edge.target)
                    todo.append(edge.target)
        return frozenset(steps), frozenset(ends)


def _asks(row: Row | None, routed: AnswerRouted) -> str:
    if row is None:
        return "where a condition cannot be evaluated" if routed.because == BROKEN else ""
    return row_asks(row)


def _told(events: tuple[Event, ...], origin: str) -> Ahead | None:
    """The first of these events that is of another step, or ends the run; None when all are about the origin."""
    for event in events:
        if isinstance(event, RunEnded):
            return frozenset(), frozenset({event.state})
        if isinstance(event, FellInDoubt):
            return frozenset(), frozenset({StepState.IN_DOUBT})
        if _enters(event, origin):
            return frozenset({pattern(event.address)}), frozenset()
    return None


def _enters(event: Event, origin: str) -> bool:
    """Whether an event is the first thing a further step does."""
    if isinstance(event, (EffectRead, WaitEnded, AnswerRouted)):
        return False
    if isinstance(event, StepEnded) and event.state is StepState.SKIPPED:
        return False
    return _leads_away(event.address, origin)


def _leads_away(address: str, origin: str) -> bool:
    """Whether an address is neither the origin nor around it; the next item of a loop is away."""
    return bool(address) and address != origin and not origin.startswith((address + "/", address + "["))


def _both(first: Road, second: Road) -> Road:
    return Road(
        first.status,
        first.message,
        first.verb,
        first.origin,
        first.because,
        tuple(sorted({*first.to, *second.to})),
        tuple(sorted({*first.ends, *second.ends}, key=lambda state: state.value)),
        first.retries,
        first.waits,
        first.settles,
        first.nothing,
        first.asks,
        first.doubt or second.doubt,
    )
