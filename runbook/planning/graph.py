"""The graph of every road: nodes are states, and states with the same future are one node."""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from runbook.frozen import frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Record, Send, Suppose
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    Event,
    Purpose,
    Verdict,
    WaitEnded,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Call, Procedure
from runbook.planning.answers import AnswerClass, possible_answers
from runbook.planning.futures import future_key, heeds_failure
from runbook.planning.outline import Entry, calls_of

_LAST = 1_000_000
"""Planning judges only the last read of a settling; no settling reads so often."""


@frozen
class Edge:
    """One way on from a node. `answer`: the class of answers that goes this way; `events`: what happens on it."""

    events: tuple[Event, ...]
    target: int
    answer: AnswerClass | None = None
    verdict: Verdict | None = None


@dataclass(slots=True)
class PlanNode:
    """A state in which the world has the next word. `command`: what is asked of it; None at the end of the run."""

    command: Command | None
    arrival: tuple[Event, ...]
    edges: list[Edge] = field(default_factory=list)


@dataclass(slots=True)
class PlanGraph:
    """All nodes by number; the first is the start. Attempts only count up, so it has no cycle."""

    nodes: list[PlanNode] = field(default_factory=list)


def explore(procedure: Procedure, entries: tuple[Entry, ...], start: State) -> PlanGraph:
    """Every state that any sequence of answers can lead to. `entries`: the outline of the procedure."""
    calls, heeding = calls_of(entries), heeds_failure(entries)
    graph = PlanGraph()
    numbers: dict[Hashable, int] = {}
    states: dict[int, State] = {}
    todo: deque[int] = deque()

    def visit(state: State) -> tuple[int, tuple[Event, ...]]:
        state, events, commands = advance(procedure, state)
        key = future_key(procedure, state, heeds_failure=heeding)
        if key not in numbers:
            numbers[key] = len(graph.nodes)
            states[numbers[key]] = state
            graph.nodes.append(PlanNode(commands[0] if commands else None, events))
            todo.append(numbers[key])
        return numbers[key], events

    visit(start)
    while todo:
        number = todo.popleft()
        state, node = states.pop(number), graph.nodes[number]
        for events, answer, verdict in _ways(node.command, calls):
            moved = state
            for event in events:
                moved = evolve(procedure, moved, event)
            target, further = visit(moved)
            node.edges.append(Edge((*events, *further), target, answer, verdict))
    return graph


Way = tuple[tuple[Event, ...], AnswerClass | None, Verdict | None]


def _ways(command: Command | None, calls: "dict[str, Call]") -> list[Way]:
    """What the world can answer to a command. Others that are ready wait: addresses do not mind the order."""
    match command:
        case None | Record():
            return []
        case Suppose(alternatives=alternatives):
            return [((event,), None, None) for event in alternatives]
        case Send(purpose=Purpose.VERIFY):
            return [((_read(command, verdict),), None, verdict) for verdict in Verdict]
        case Send():
            call = calls[pattern(command.address)]
            return [(_answered(command, one), one, None) for one in possible_answers(call)]
        case Pause(address=address, seconds=seconds, reason=reason):
            return [((WaitEnded(address, seconds, reason),), None, None)]
        case Inquire(address=address, choices=choices):
            return [((ChoiceMade(address, choice, "a person"),), None, None) for choice in choices]


def _answered(send: Send, one: AnswerClass) -> tuple[Event, ...]:
    started = AttemptStarted(send.address, send.attempt, send.purpose, None, "")
    return (started, AnswerReceived(send.address, send.attempt, send.purpose, one.answer))


def _read(send: Send, verdict: Verdict) -> EffectRead:
    return EffectRead(send.address, send.attempt + _LAST, verdict, "it did not say")
