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
        self._inside = _inside_items(graph)
        self._items: dict[str, Load] = {}

    def heaviest_road(self) -> Load:
        best = self._heaviest({0}, None)
        return best[0] or Load()

    def _item(self, item: str) -> Load:
        """The heaviest road through a walked item to the next one."""
        if item not in self._items:
            best = self._heaviest(self._inside[item], item)
            self._items[item] = _most([one for one in best.values() if one is not None]) or Load()
        return self._items[item]

    def _heaviest(self, starts: set[int], item: str | None) -> dict[int, Load | None]:
        """From each of these nodes on; when an item is given, within its nodes and out of it to the next one."""
        best: dict[int, Load | None] = {}
        stack = sorted(starts)
        while stack:
            node = self._graph.nodes[stack[-1]]
            out = [edge for edge in node.edges if _leaves(edge, item)]
            on = [edge for edge in node.edges if item is None or (edge.target in starts and not _leaves(edge, item))]
            missing = [edge.target for edge in on if edge.target not in best]
            if missing:
                stack.extend(missing)
                continue
            loads = [self._weight(node, edge, item) for edge in out]
            for edge in on:
                if (ahead := best[edge.target]) is not None:
                    loads.append(_sum(self._weight(node, edge, item), ahead))
            best[stack.pop()] = _most(loads) if item is not None or node.edges else Load()
        return best

    def _weight(self, node: PlanNode, edge: Edge, item: str | None) -> Load:
        weight = load(node, edge, self._calls)
        for leap in edge.leaps:
            if leap.item != item:
                weight = _sum(weight, _times(self._item(leap.item), leap.items))
        return weight


def _leaves(edge: Edge, item: str | None) -> bool:
    return any(leap.item == item for leap in edge.leaps)


def _inside_items(graph: PlanGraph) -> dict[str, set[int]]:
    """The nodes inside each walked item that stands for others."""
    leaps = (leap for node in graph.nodes for edge in node.edges for leap in edge.leaps)
    inside: dict[str, set[int]] = {leap.item: set() for leap in leaps}
    for number, node in enumerate(graph.nodes) if inside else ():
        for item in _items_around(node.command.address if node.command is not None else ""):
            if item in inside:
                inside[item].add(number)
    return inside


def _items_around(address: str) -> Iterator[str]:
    """The items in which an address lies: `a[0]` and `a[0]/b[3]` for `a[0]/b[3]/c`."""
    at = -1
    while (at := address.find("]", at + 1)) >= 0:
        yield address[: at + 1]


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
    repeated = {leap.item: leap.items + 1 for _, edge in road for leap in edge.leaps}
    total = Load()
    for node, edge in road:
        address = node.command.address if node.command is not None else ""
        times = prod(repeated.get(item, 1) for item in _items_around(address))
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
