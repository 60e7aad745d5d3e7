"""The worst road of a plan, and the one that everybody hopes for."""

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
    best: dict[int, Load] = {}
    stack = [0]
    while stack:
        node = graph.nodes[stack[-1]]
        open_targets = [edge.target for edge in node.edges if edge.target not in best]
        if open_targets:
            stack.extend(open_targets)
            continue
        best[stack.pop()] = _heaviest([_sum(load(node, edge, calls), best[edge.target]) for edge in node.edges])
    return best[0]


def _sum(first: Load, second: Load) -> Load:
    return Load(first.requests + second.requests, first.irreversible + second.irreversible, first.wait + second.wait)


def _heaviest(loads: list[Load]) -> Load:
    return Load(
        max((one.requests for one in loads), default=0),
        max((one.irreversible for one in loads), default=0),
        max((one.wait for one in loads), default=0.0),
    )


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
