"""The graph has every road once."""

from runbook.frozen import replace
from runbook.interpreter.commands import Pause, Send, Suppose
from runbook.interpreter.events import Purpose
from runbook.language.procedure import IfNot, Verb
from runbook.planning.graph import explore
from runbook.planning.outline import outline
from runbook.planning.plan_graph import PlanGraph
from runbook.values.shape import STRING, array_of
from runbook.values.unknown import Unknown
from tests.interpreter.building import begin, call, loop, procedure, row, step, verify


def graph(*steps: object, **inputs: object) -> PlanGraph:
    of = procedure(*steps)  # type: ignore[arg-type]
    return explore(of, outline(of), begin(of, **inputs))  # type: ignore[arg-type]


def test_answers_with_the_same_future_meet_again() -> None:
    two = graph(step("a", call(row("422", Verb.TOLERATE))), step("b", call()))
    starts = [node for node in two.nodes if isinstance(node.command, Send) and node.command.address == "b"]
    assert len([node for node in starts if node.command.attempt == 1]) == 1  # type: ignore[union-attr]


def assert_every_road_ends(found: PlanGraph) -> None:
    done: set[int] = set()

    def walk(number: int, above: frozenset[int]) -> None:
        assert number not in above
        if number not in done:
            for edge in found.nodes[number].edges:
                walk(edge.target, above | {number})
            done.add(number)

    walk(0, frozenset())
    assert done == set(range(len(found.nodes)))
    assert all(node.edges or node.command is None for node in found.nodes)


def test_it_has_no_cycle_and_every_road_ends() -> None:
    assert_every_road_ends(graph(step("a", call(verify=verify())), step("b", call())))


def test_a_person_who_can_send_again_or_read_back_makes_no_cycle() -> None:
    asking = replace(row("500", Verb.ASK), choices=("retry", "settle", "stop"))
    assert_every_road_ends(graph(step("a", call(asking, verify=verify(IfNot.ASK)))))


def test_only_the_last_read_of_a_settling_is_judged() -> None:
    found = graph(step("a", call(verify=verify(within=300, every=1))))
    reads = [one for one in found.nodes if isinstance(one.command, Send) and one.command.purpose is Purpose.VERIFY]
    assert len(reads) <= 6
    assert any(isinstance(one.command, Pause) for one in found.nodes)


def test_what_only_a_run_can_tell_is_followed_both_ways() -> None:
    found = graph(step("a", call(), loop=loop("inputs.ids")), ids=Unknown(array_of(STRING), "inputs.ids"))
    assert isinstance(found.nodes[0].command, Suppose)
    assert len(found.nodes[0].edges) == 2
