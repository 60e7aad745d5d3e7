"""The nodes and edges of a plan."""

from collections.abc import Mapping

from runbook.frozen import field, frozen, replace
from runbook.interpreter.commands import Command
from runbook.interpreter.events import Event, Verdict
from runbook.planning.answers import AnswerClass
from runbook.planning.leaps import Leap


@frozen
class Edge:
    """One way on from a node. `answer`: the class of answers that goes this way; `events`: what happens on it.

    `leaps`: items of loops that are over on it and stand for others, which then go the same way.
    """

    events: tuple[Event, ...]
    target: int
    answer: AnswerClass | None = None
    verdict: Verdict | None = None
    leaps: tuple[Leap, ...] = ()


@frozen
class PlanNode:
    """A state in which the world has the next word. `command`: what is asked of it; None at the end of the run.

    `others`: the same for the items of loops that this one stands for; a Record for a request that cannot be built.
    """

    command: Command | None
    arrival: tuple[Event, ...]
    edges: list[Edge] = field(default_factory=list)
    others: tuple[Command, ...] = ()


MOST_NODES = 30_000
"""Nodes of a plan; one of more is not made. They take one or two milliseconds and 15 kB each."""

SAID_EVERY = 2_000
"""Nodes after which people are told that a plan takes long."""


class PlanTooLargeError(Exception):
    """A plan would have more nodes than are made."""


def ignored(nodes: int) -> None:
    """Tell nobody."""


@frozen
class PlanGraph:
    """All nodes by number; the first is the start. Attempts only count up, so it has no cycle (see `attempts`)."""

    nodes: list[PlanNode] = field(default_factory=list)


def pruned(graph: PlanGraph, instead: Mapping[int, int]) -> PlanGraph:
    """The graph in which one node stands `instead` of another, without those that nothing leads to any more."""

    def standing(number: int) -> int:
        while number in instead:
            number = instead[number]
        return number

    numbers = {standing(0): 0}
    found: list[PlanNode] = []
    for old in (order := [standing(0)]):
        node = graph.nodes[old]
        for target in (standing(edge.target) for edge in node.edges):
            if target not in numbers:
                numbers[target] = len(order)
                order.append(target)
        edges = [replace(edge, target=numbers[standing(edge.target)]) for edge in node.edges]
        found.append(replace(node, edges=edges))
    return PlanGraph(found)
