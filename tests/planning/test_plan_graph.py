"""One node stands in place of another, and what nothing leads to is gone."""

from runbook.planning.plan_graph import Edge, PlanGraph, PlanNode, pruned


def node(*targets: int) -> PlanNode:
    return PlanNode(None, (), [Edge((), target) for target in targets])


def test_edges_lead_to_what_stands_in_place_of_their_targets() -> None:
    graph = PlanGraph([node(1, 2), node(3), node(3), node(), node(3)])
    found = pruned(graph, {1: 2, 2: 4})
    assert [[edge.target for edge in one.edges] for one in found.nodes] == [[1, 1], [2], []]
