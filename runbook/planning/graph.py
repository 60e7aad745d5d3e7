"""The graph of every road: nodes are states, and states with the same future are one node."""

from collections.abc import Callable, Hashable, Iterator, Mapping

from runbook.frozen import frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Command, Record, Send, Suppose
from runbook.interpreter.decide import decide
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    Event,
    Purpose,
    StepEnded,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.grace import evidence, is_silent
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure, Verb
from runbook.planning.alike import alike_loops
from runbook.planning.answers import possible_answers
from runbook.planning.attempts import at_the_last, leads_back
from runbook.planning.doubles import Doubles
from runbook.planning.futures import Futures, carries_answer, heeds_failure
from runbook.planning.generalised import generalised
from runbook.planning.lacking import Lacking
from runbook.planning.leaps import Alike, Leap, Leaps
from runbook.planning.one_at_a_time import one_at_a_time
from runbook.planning.others import Others, UnlikeError
from runbook.planning.outline import Entry, calls_of, outline
from runbook.planning.places import Places, Waiting, opened, place_of
from runbook.planning.plan_graph import (
    MOST_NODES,
    SAID_EVERY,
    Edge,
    PlanGraph,
    PlanNode,
    PlanTooLargeError,
    ignored,
    pruned,
)
from runbook.planning.readings import read_whole
from runbook.planning.routes import Routes
from runbook.planning.ways_on import ways_on
from runbook.providers.answer import AnswerKind


@frozen
class _Arrival:
    """The node that a state comes to, and what happens on the way."""

    node: int
    events: tuple[Event, ...]
    leaps: tuple[Leap, ...]


class _Way:
    """How a state goes on by itself: where it has come, and what happened on the way."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.events: list[Event] = []
        self.leaps: list[Leap] = []
        self.commands: tuple[Command, ...] = ()


def explore(
    procedure: Procedure, entries: tuple[Entry, ...], start: State, told: Callable[[int], None] = ignored
) -> PlanGraph:
    """Every state that any sequence of answers can lead to. `entries`: the outline of the procedure.

    `told`: what is called with the number of nodes, every few thousand of them. Errors: PlanTooLargeError.

    Of loops whose items are alike the first and the last item are walked; the first one's nodes know the `others`.
    """
    loops: Mapping[str, Alike] = {}
    if any(entry.step.loop is not None for entry in entries) and not heeds_failure(entries):
        loops = alike_loops(procedure)
    while True:
        slowed = one_at_a_time(procedure, frozenset(loops)) if loops else procedure
        try:
            return _Exploration(slowed, outline(slowed) if loops else entries, loops, told).from_state(start)
        except UnlikeError as error:
            loops = {at: alike for at, alike in loops.items() if at not in error.loops}


class _Exploration:
    """One walk over all roads. What was found out about an answer once is not found out again."""

    def __init__(
        self,
        procedure: Procedure,
        entries: tuple[Entry, ...],
        loops: Mapping[str, Alike],
        told: Callable[[int], None],
    ) -> None:
        self._procedure = procedure
        self._told = told
        self._steps = {entry.address: entry.step for entry in entries}
        calls = calls_of(entries)
        self._possible = {address: possible_answers(call) for address, call in calls.items()}
        self._routes = Routes(procedure, calls)
        self._heeding = heeds_failure(entries)
        self._futures = Futures(procedure, self._heeding)
        whole = read_whole(self._steps.values())
        self._bare = Futures(procedure, self._heeding, values=False, read_whole=whole)
        self._patient = Futures(procedure, self._heeding, counts_retries=False)
        self._leaps = Leaps(procedure, loops)
        self._same = Doubles(entries)
        self._others = Others(procedure, self._futures, self._leaps)
        self._graph = PlanGraph()
        self._numbers: dict[Hashable, int] = {}
        self._visited: dict[Hashable, _Arrival] = {}
        self._instead: dict[int, int] = {}
        self._places = Places()
        self._lacks = Lacking(procedure)
        self._final: dict[tuple[Hashable, str], Edge] = {}

    def from_state(self, start: State) -> PlanGraph:
        """The graph of everything that can follow."""
        self._visit(start)
        while (turn := self._places.take()) is not None:
            for waiting in self._told_apart(*turn):
                node = self._graph.nodes[waiting.number]
                if waiting.failing:
                    node.edges.extend(self._lacking(waiting))
                elif isinstance(node.command, Send) and node.command.purpose is Purpose.ACT:
                    node.edges.extend(self._answers(node.command, waiting.state))
                    node.edges.extend(self._doubles(node.command, waiting.state))
                else:
                    node.edges.extend(self._ways(node.command, waiting.state))
        if dead_ends := self._leaps.dead_ends():
            raise UnlikeError(dead_ends)
        return pruned(self._graph, self._instead) if self._instead else self._graph

    def _told_apart(self, place: Hashable, came: list[Waiting]) -> list[Waiting]:
        """What is looked at of all that came to a place: each, or one that stands for all of them."""
        wide = self._places.joined(place, came, len(self._graph.nodes))
        if wide is None or came[0].failing:
            return came
        arrival = self._arrive(wide)
        if arrival.events:
            return came
        itself = self._numbers.get(self._futures.key(wide))
        stay = [one for one in came if one.number in (arrival.node, itself)]
        self._instead |= {one.number: arrival.node for one in came if one not in stay}
        return stay

    def _visit(self, state: State) -> _Arrival:
        """The node that a state comes to, made when it is new."""
        before = self._futures.key(state)
        if before not in self._visited:
            self._visited[before] = self._arrive(state)
        return self._visited[before]

    def _arrive(self, state: State, *, whole: bool = False) -> _Arrival:
        """The node that a state comes to. `whole`: nothing that its next step needs is lacking."""
        way = _Way(state)
        failing = self._advance(way, whole=whole)
        self._others.check(way.events)
        key = self._futures.key(way.state)
        if failing:
            return self._node(way, (key, "lacking"), Suppose(failing[0].address, failing), failing)
        return self._node(way, key, way.commands[0] if way.commands else None, ())

    def _node(self, way: "_Way", key: Hashable, command: Command | None, failing: tuple[Event, ...]) -> _Arrival:
        if key not in self._numbers:
            others = self._others.of(way.state, command) if isinstance(command, Send) else ()
            self._numbers[key] = len(self._graph.nodes)
            self._graph.nodes.append(PlanNode(command, tuple(way.events), others=others))
            self._bounded(len(self._graph.nodes))
            waiting = Waiting(self._numbers[key], way.state, failing)
            place = waiting.number if command is None or failing else place_of(self._bare.key(way.state), command)
            self._places.put(place, waiting)
        return _Arrival(self._numbers[key], tuple(way.events), tuple(way.leaps))

    def _bounded(self, nodes: int) -> None:
        if nodes % SAID_EVERY == 0:
            self._told(nodes)
        if nodes > MOST_NODES:
            raise PlanTooLargeError

    def _advance(self, way: "_Way", *, whole: bool) -> tuple[Event, ...]:
        """As `advance` of the interpreter goes, but leaping where a loop would only repeat itself.

        It ends at once before a step that may lack what it needs; the answer is how that step fails then.
        """
        while True:
            commands = decide(self._procedure, way.state)
            if self._places.any_joined and not whole and (failing := self._lacks.failures(way.state, commands)):
                return failing
            whole = False
            records = [command.event for command in commands if isinstance(command, Record)]
            if not records:
                ready = opened(self._procedure, generalised(way.state), commands)
                way.commands = commands if ready is way.state else decide(self._procedure, ready)
                way.state = ready
                return ()
            for event in records:
                state = evolve(self._procedure, way.state, event)
                if isinstance(event, StepEnded) and event.address.endswith("]"):
                    state = generalised(state)
                way.state, leap = self._leaps.taken(state, event)
                way.leaps.extend(() if leap is None else (leap,))
            way.events.extend(records)

    def _lacking(self, waiting: Waiting) -> Iterator[Edge]:
        """The ways on from a step that may lack what it needs: it does not, or it fails in one of these ways."""
        arrival = self._arrive(waiting.state, whole=True)
        yield Edge(arrival.events, arrival.node, leaps=arrival.leaps)
        for event in waiting.failing:
            arrival = self._visit(evolve(self._procedure, waiting.state, event))
            yield Edge((event, *arrival.events), arrival.node, leaps=arrival.leaps)

    def _ways(self, command: Command | None, state: State) -> Iterator[Edge]:
        for event, verdict in ways_on(command):
            after = at_the_last(self._procedure, evolve(self._procedure, state, event), event)
            if leads_back(self._procedure, after, event):
                continue
            arrival = self._visit(after)
            yield Edge((event, *arrival.events), arrival.node, None, verdict, arrival.leaps)

    def _answers(self, send: Send, state: State) -> Iterator[Edge]:
        """An edge for each class of answers. Only a retry depends on how many attempts are left."""
        started = AttemptStarted(send.address, send.attempt, send.purpose, None, "")
        flying = evolve(self._procedure, state, started)
        whole = self._patient.key(state)
        turns: dict[Hashable, _Arrival] = {}
        for number in range(len(self._possible[pattern(send.address)])):
            known = (whole, f"{send.address} {number}")
            if known not in self._final:
                edge = self._answer(send, flying, number, turns)
                if not _is_final(edge):
                    yield edge
                    continue
                self._final[known] = edge
            yield self._final[known]

    def _doubles(self, send: Send, state: State) -> Iterator[Edge]:
        """An edge for each way in which this request turns out to ask for another's effect."""
        for event in self._same.of(send):
            arrival = self._visit(evolve(self._procedure, state, event))
            yield Edge((event, *arrival.events), arrival.node, leaps=arrival.leaps)

    def _routed(self, flying: State, received: AnswerReceived) -> AnswerRouted | None:
        """The row that takes an answer in this state, when the procedure itself can tell."""
        answered = evolve(self._procedure, flying, received)
        commands = decide(self._procedure, answered)
        if self._places.any_joined and self._lacks.failures(answered, commands):
            return None
        for command in commands:
            if isinstance(command, Record) and command.address == received.address:
                return command.event if isinstance(command.event, AnswerRouted) else None
        return None

    def _answer(self, send: Send, flying: State, number: int, turns: dict[Hashable, _Arrival]) -> Edge:
        """Where one answer leads; the same row leads all its answers there when nobody reads what was said."""
        at = pattern(send.address)
        one = self._possible[at][number]
        received = AnswerReceived(send.address, send.attempt, send.purpose, one.answer)
        routed = self._routes.routed(at, send, number, one) or self._routed(flying, received)
        if routed is None:
            arrival = self._visit(evolve(self._procedure, flying, received))
            return Edge((received, *arrival.events), arrival.node, one, leaps=arrival.leaps)
        turn = (
            routed.row,
            routed.verb,
            routed.disarmed,
            one.answer.kind is AnswerKind.NO_ANSWER,
            is_silent(one.answer),
            routed.nothing,
            evidence(send.operation, one.answer),
            one.answer.retry_after,
        )
        alike = not self._heeding and not carries_answer(self._steps[at])
        if not alike or turn not in turns:
            answered = evolve(self._procedure, flying, received)
            turns[turn] = self._visit(evolve(self._procedure, answered, routed))
        arrival = turns[turn]
        return Edge((received, routed, *arrival.events), arrival.node, one, leaps=arrival.leaps)


def _is_final(edge: Edge) -> bool:
    """Whether an answer leads the same way however many attempts are left: it has a row, which is no retry."""
    routed = [event for event in edge.events[:2] if isinstance(event, AnswerRouted)]
    return bool(routed) and routed[0].verb is not Verb.RETRY
