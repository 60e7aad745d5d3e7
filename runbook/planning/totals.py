"""The worst road of a plan, and the one that everybody hopes for."""

from collections.abc import Iterator, Sequence
from functools import reduce
from math import prod

from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Pause, Send, Suppose
from runbook.interpreter.events import AnswerRouted, Purpose, Verdict
from runbook.language.procedure import Call, Verb
from runbook.planning.attempts import before_the_last, looking
from runbook.planning.plan_graph import Edge, PlanGraph, PlanNode
from runbook.planning.proved import Burden
from runbook.providers.contract import Effect


def load(node: PlanNode, edge: Edge, calls: dict[str, Call]) -> Burden:
    """What an edge costs at most. An attempt that is tried again provably did not act, so it is no irreversible one."""
    match node.command:
        case Send(purpose=Purpose.BEFORE, address=address):
            return looking(calls[pattern(address)])
        case Send(purpose=Purpose.VERIFY, address=address, last=last):
            verify = calls[pattern(address)].verify
            return Burden(1) if verify is None or last else Burden(verify.polls, 0, verify.span)
        case Send(address=address, attempt=attempt):
            call = calls[pattern(address)]
            return Burden(1, _acts(call, edge, address)) + before_the_last(call, attempt)
        case Suppose(address=address) if edge.events and isinstance(edge.events[0], AnswerRouted):
            return Burden(0, _acts(calls[pattern(address)], edge, address))
        case Pause(seconds=seconds):
            return Burden(wait=seconds)
        case _:
            return Burden()


def _acts(call: Call, edge: Edge, address: str) -> int:
    """Whether an attempt may have acted, counted once: when its answer has its row, which is no retry."""
    routed = next((one for one in edge.events if isinstance(one, AnswerRouted) and one.address == address), None)
    if routed is None or routed.verb is Verb.RETRY:
        return 0
    return int(call.site.operation.effect is Effect.IRREVERSIBLE)


def worst(graph: PlanGraph, calls: dict[str, Call]) -> Burden:
    """The greatest of each sum on any road; the graph has no cycle, so each node is weighed once."""
    return _Scales(graph, calls).heaviest_road()


class _Scales:
    """Weighs roads. An item that stands for others is weighed alone, and counted for each at the end of its roads."""

    def __init__(self, graph: PlanGraph, calls: dict[str, Call]) -> None:
        self._graph = graph
        self._calls = calls
        self._inside = _inside_items(graph)
        self._items: dict[str, Burden] = {}

    def heaviest_road(self) -> Burden:
        best = self._heaviest({0}, None)
        return best[0] or Burden()

    def _item(self, item: str) -> Burden:
        """The heaviest road through a walked item to the next one."""
        if item not in self._items:
            best = self._heaviest(self._inside[item], item)
            self._items[item] = _most([one for one in best.values() if one is not None]) or Burden()
        return self._items[item]

    def _heaviest(self, starts: set[int], item: str | None) -> dict[int, Burden | None]:
        """From each of these nodes on; when an item is given, within its nodes and out of it to the next one."""
        best: dict[int, Burden | None] = {}
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
                    loads.append(self._weight(node, edge, item) + ahead)
            best[stack.pop()] = _most(loads) if item is not None or node.edges else Burden()
        return best

    def _weight(self, node: PlanNode, edge: Edge, item: str | None) -> Burden:
        weight = load(node, edge, self._calls)
        for leap in edge.leaps:
            if item is None or not f"{item}/".startswith(f"{leap.item}/"):
                weight += self._item(leap.item).times(leap.items)
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


def _most(loads: Sequence[Burden]) -> Burden | None:
    """The greatest of each; None when there is no road."""
    if not loads:
        return None
    return reduce(Burden.most, loads)


def hoped(graph: PlanGraph, calls: dict[str, Call]) -> Burden:
    """What the road costs on which every answer is the first yes."""
    road = hoped_for(graph)
    repeated = {leap.item: leap.items + 1 for _, edge in road for leap in edge.leaps}
    total = Burden()
    for node, edge in road:
        address = node.command.address if node.command is not None else ""
        times = prod(repeated.get(item, 1) for item in _items_around(address))
        total += load(node, edge, calls).times(times)
    return total


def hoped_for(graph: PlanGraph) -> list[tuple[PlanNode, Edge]]:
    """The road on which every answer is the first yes."""
    road: list[tuple[PlanNode, Edge]] = []
    node = graph.nodes[0]
    while node.edges:
        road.append((node, _hoped(node)))
        node = graph.nodes[road[-1][1].target]
    return road


def _hoped(node: PlanNode) -> Edge:
    """A yes; of a look before the first attempt that nothing is there yet."""
    before = isinstance(node.command, Send) and node.command.purpose is Purpose.BEFORE
    for edge in node.edges:
        said = edge.verdict is not None and (edge.verdict is Verdict.DOES_NOT_HOLD if before else edge.verdict.is_yes)
        if said or (edge.answer is not None and edge.answer.status.startswith("2")):
            return edge
    return node.edges[0]
