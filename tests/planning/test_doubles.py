"""Where a request may ask for the effect of another, a plan has the paths on which it is not sent."""

from runbook.frozen import replace
from runbook.interpreter.events import SameEffect
from runbook.language.loop import Loop
from runbook.language.procedure import Call, Procedure, StepState
from runbook.planning.graph import explore
from runbook.planning.outline import outline
from runbook.values.json import Json
from tests.interpreter.building import begin, call, condition, loop, procedure, site, step, template

READ = step("r", call(where=site("read")), keeps=["response"])
FOUND: Loop = replace(loop("steps.r.response.body.ids"), at_most=condition("50"))
OWN = call(where=site(id=template("{{ each }}")))


def same(of: Procedure, **inputs: Json) -> set[SameEffect]:
    graph = explore(of, outline(of), begin(of, **inputs))
    events = (event for node in graph.nodes for edge in node.edges for event in edge.events)
    return {event for event in events if isinstance(event, SameEffect)}


def money(of: Call) -> Call:
    return replace(of, site=replace(of.site, operation=replace(of.site.operation, moves_money=True)))


def test_items_that_only_the_run_knows_may_be_one() -> None:
    assert same(procedure(READ, step("a", OWN, loop=FOUND))) >= {
        SameEffect("a[1]", "a[0]", happened=True),
        SameEffect("a[1]", "a[0]", happened=False),
    }


def test_where_money_moves_a_person_is_asked_unless_it_is_meant() -> None:
    assert SameEffect("a[1]", "a[0]", True, asks=True) in same(procedure(READ, step("a", money(OWN), loop=FOUND)))
    skipping = replace(FOUND, skip_same=True)
    assert not any(one.asks for one in same(procedure(READ, step("a", money(OWN), loop=skipping))))


def test_known_items_that_differ_are_not() -> None:
    assert same(procedure(step("a", OWN, loop=loop("inputs.ids"))), ids=["x", "y"]) == set()


def test_known_items_may_be_where_the_loop_says_so() -> None:
    skipping = replace(loop("inputs.ids"), skip_same=True)
    found = same(procedure(step("a", OWN, loop=skipping)), ids=["x", "y", "z", "v", "x"])
    assert {one.address for one in found} == {"a[4]"}


def test_another_step_that_asks_for_the_same_may_have_had_it() -> None:
    assert {one.earlier for one in same(procedure(step("a", call()), step("b", call())))} == {"a"}
    assert same(procedure(step("a", call()), step("b", call(where=site(id="other"))))) == set()
    later = call(where=site(id=template("{{ steps.r.response.body.id }}")))
    assert {one.address for one in same(procedure(READ, step("a", call()), step("b", later)))} >= {"b"}


def test_the_paths_go_on_from_there() -> None:
    of = procedure(step("a", call()), step("b", call()), step("c", call(where=site(id="other"))))
    graph = explore(of, outline(of), begin(of))
    (edge,) = [one for node in graph.nodes for one in node.edges if one.events[0] == SameEffect("b", "a", True)]
    assert [event.state for event in edge.events if hasattr(event, "state")][:1] == [StepState.DONE_WITH_NOTES]
