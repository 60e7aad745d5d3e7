"""The worst road counts every attempt, every read and every wait."""

from runbook.planning.graph import explore
from runbook.planning.outline import calls_of, outline
from runbook.planning.proved import Burden
from runbook.planning.totals import hoped_for, worst
from tests.interpreter.building import begin, call, procedure, step, verify


def test_the_worst_road_waits_and_reads_as_long_as_it_may() -> None:
    of = procedure(step("a", call(verify=verify(within=10, every=5))))
    entries = outline(of)
    graph, calls = explore(of, entries, begin(of)), calls_of(entries)
    assert worst(graph, calls) == Burden(4 + 3 + 1, 1, 1 + 2 + 4 + 10 + 22)


def test_the_hoped_for_road_takes_each_first_yes() -> None:
    of = procedure(step("a", call(verify=verify())), step("b", call()))
    entries = outline(of)
    graph = explore(of, entries, begin(of))
    addresses = [node.command.address for node, _ in hoped_for(graph) if node.command is not None]
    assert addresses == ["a", "a", "b"]
