"""The worst road of a plan, and the one that everybody hopes for."""

from collections.abc import Iterator, Sequence
from math import prod

from runbook.frozen import frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Pause, Send
from runbook.interpreter.events import AnswerRouted, Purpose, Verdict
from runbook.language.procedure import Call, Verb
from runbook.planning.graph import Edge, PlanGraph, PlanNode
from runbook.providers.contract import Effect


@frozen
class Load:
    """What one way on from a node costs: requests, irreversible ones that may act, and seconds of waiting."""

    requests: int = 0
    irreversible: int = 0
    wait: float = 0.0


def load(node: PlanNode, edge: Edge, calls: dict[str, Call]) -> Load:
    """What an edge costs at most. An attempt that is tried again provably did not act, so it is no irreversible one."""
    match node.command:
        case Send(purpose=Purpose.VERIFY, address=address):
            verify = calls[pattern(address)].verify
            return Load(verify.polls, 0, (verify.polls - 1) * verify.every) if verify is not None else Load(1)
        case Send(operation=operation):
            return Load(1, int(operation.effect is Effect.IRREVERSIBLE and not _tried_again(edge)))
        case Pause(seconds=seconds):
            return Load(wait=seconds)
        case _:
            return Load()


def _tried_again(edge: Edge) -> bool:
    return any(isinstance(event, AnswerRouted) and event.verb is Verb.RETRY for event in edge.events)


def worst(graph: PlanGraph, calls: dict[str, Call]) -> Load:
    """The greatest of each sum on any road; the graph has no cycle, so each node is weighed once."""
    return _Scales(graph, calls).heaviest_road()


class _Scales:
    """Weighs roads. An item that stands for others is weighed alone, and counted for each at the end of its roads."""

    def __init__(self, graph: PlanGraph, calls: dict[str, Call]) -> None:
        self._graph = graph
        self._calls = calls
        self._walked = _walked_items(graph)
        self._items: dict[str, Load] = {}

    def heaviest_road(self) -> Load:
        best = self._heaviest({0}, None)
        return best[0] or Load()

    def _item(self, loop: str) -> Load:
        """The heaviest road through the first item of a loop to the next one."""
        if loop not in self._items:
            best = self._heaviest(self._walked[loop], loop)
            self._items[loop] = _most([one for one in best.values() if one is not None]) or Load()
        return self._items[loop]

    def _heaviest(self, starts: set[int], loop: str | None) -> dict[int, Load | None]:
        """From each of these nodes on; within the first item of `loop` and to the next one, when that is given."""
        best: dict[int, Load | None] = {}
        stack = sorted(starts)
        while stack:
            node = self._graph.nodes[stack[-1]]
            ways = [edge for edge in node.edges if not _leaves(edge, loop)]
            inside = [edge for edge in ways if loop is None or edge.target in starts]
            missing = [edge.target for edge in inside if edge.target not in best]
            if missing:
                stack.extend(missing)
                continue
            out = [self._weight(node, edge, loop) for edge in node.edges if _leaves(edge, loop)]
            on = [
                _sum(self._weight(node, edge, loop), ahead)
                for edge in inside
                if (ahead := best[edge.target]) is not None
            ]
            ends = [Load()] if loop is None and not node.edges else []
            best[stack.pop()] = _most([*out, *on, *ends])
        return best

    def _weight(self, node: PlanNode, edge: Edge, loop: str | None) -> Load:
        weight = load(node, edge, self._calls)
        for leap in edge.leaps:
            if leap.loop != loop:
                weight = _sum(weight, _times(self._item(leap.loop), leap.items))
        return weight


def _leaves(edge: Edge, loop: str | None) -> bool:
    return any(leap.loop == loop for leap in edge.leaps)


def _walked_items(graph: PlanGraph) -> dict[str, set[int]]:
    """For each loop with a leap, the nodes inside its first item."""
    inside: dict[str, set[int]] = {
        leap.loop: set() for node in graph.nodes for edge in node.edges for leap in edge.leaps
    }
    for number, node in enumerate(graph.nodes) if inside else ():
        for loop in _first_items(node.command.address if node.command is not None else ""):
            if loop in inside:
                inside[loop].add(number)
    return inside


def _first_items(address: str) -> Iterator[str]:
    """The loops in whose first item an address lies: `a` and `a[0]/b` for `a[0]/b[0]/c`."""
    at = -1
    while (at := address.find("[0]", at + 1)) >= 0:
        yield address[:at]


def _sum(first: Load, second: Load) -> Load:
    return Load(first.requests + second.requests, first.irreversible + second.irreversible, first.wait + second.wait)


def _times(one: Load, times: int) -> Load:
    return Load(one.requests * times, one.irreversible * times, one.wait * times)


def _most(loads: Sequence[Load]) -> Load | None:
    """The greatest of each; None when there is no road."""
    if not loads:
        return None
    return Load(
        max(one.requests for one in loads), max(one.irreversible for one in loads), max(one.wait for one in loads)
    )


def hoped(graph: PlanGraph, calls: dict[str, Call]) -> Load:
    """What the road costs on which every answer is the first yes."""
    road = hoped_for(graph)
    repeated = {leap.loop: leap.items + 1 for _, edge in road for leap in edge.leaps}
    total = Load()
    for node, edge in road:
        address = node.command.address if node.command is not None else ""
        times = prod(repeated.get(loop, 1) for loop in _first_items(address))
        total = _sum(total, _times(load(node, edge, calls), times))
    return total


def hoped_for(graph: PlanGraph) -> list[tuple[PlanNode, Edge]]:
    """The road on which every answer is the first yes."""
    road: list[tuple[PlanNode, Edge]] = []
    node = graph.nodes[0]
    while node.edges:
        road.append((node, _hoped(node.edges)))
        node = graph.nodes[road[-1][1].target]
    return road


def _hoped(edges: list[Edge]) -> Edge:
    for edge in edges:
        if edge.verdict is Verdict.HOLDS or (edge.answer is not None and edge.answer.status.startswith("2")):
            return edge
    return edges[0]
