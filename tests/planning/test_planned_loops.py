"""A plan says of each loop what it goes over and how many items that may be, and counts that many."""

from runbook.frozen import replace
from runbook.language.loop import Empty, Loop, OnEmpty, OnError
from runbook.language.procedure import Block, Group, Procedure, Step, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Plan, PlannedLoop
from runbook.planning.plan_data import plan_data
from runbook.planning.plan_reading import read_plan
from runbook.planning.planned_loops import innermost
from runbook.values.json import Json
from tests.interpreter.building import call, condition, loop, procedure, row, site, step, template
from tests.planning.test_build import SETTING, plan_of, planned, road

READ = step("read", call(where=site("read")), keeps=["response"])
FOUND = "steps.read.response.body.rows"
CANCEL = call(row("422", Verb.TOLERATE), where=site(id=template("{{ each }}")))


def bounded(items: str = FOUND, most: str = "50", name: str = "each", at_once: int = 1) -> Loop:
    return replace(loop(items, name, at_once), at_most=condition(most), empty=Empty(OnEmpty.STOP, "none"))


def found(of: Loop, *more: Step, **inputs: Json) -> Plan:
    return plan_of(procedure(READ, step("a", CANCEL, loop=of), *more), **inputs)


def test_a_list_that_only_the_run_knows_counts_as_long_as_it_may_be() -> None:
    plan = found(bounded())
    loop_of_a = PlannedLoop(FOUND, 50, 50, 50, open=True, empty="stop: none")
    assert planned(plan, "a").loop == loop_of_a
    assert planned(plan, "a").times == 50
    assert plan.totals.irreversible_at_most == 50
    assert plan.totals.irreversible_expected == 50
    assert plan.totals.requests_at_most == 4 + 50 * 4


def test_items_side_by_side_count_no_less() -> None:
    assert found(bounded(at_once=5)).totals == found(bounded()).totals


def test_what_an_item_does_when_it_stops_counts_for_each() -> None:
    rescued = Group(Block((step("b", CANCEL),), rescue=(step("c", call()),)))
    of = procedure(READ, step("a", rescued, loop=replace(bounded(), on_error=OnError.CONTINUE)))
    assert plan_of(of).totals.irreversible_at_most == 100


def test_the_bound_may_be_an_input() -> None:
    assert found(bounded(most="inputs.most"), most=7).totals.irreversible_at_most == 7
    assert found(bounded(most="1")).totals.irreversible_at_most == 1
    assert found(bounded(most="2")).totals.irreversible_at_most == 2


def test_nested_bounds_are_multiplied() -> None:
    inner = step("b", call(where=site(id=template("{{ line }}"))), loop=bounded("each.lines", "10", "line"))
    plan = plan_of(procedure(READ, step("a", Group(Block((inner,))), loop=bounded())))
    assert planned(plan, "a/b").loop == PlannedLoop("each.lines", 10, 500, 10, open=True, empty="stop: none")
    assert planned(plan, "a/b").times == 500
    assert plan.totals.irreversible_at_most == 500


def test_a_bound_inside_a_loop_over_inputs_counts_for_each_of_them() -> None:
    inner = step("b", call(where=site(id=template("{{ line }}"))), loop=bounded(FOUND, "10", "line"))
    plan = plan_of(procedure(READ, step("a", Group(Block((inner,))), loop=loop("inputs.ids"))), ids=["x", "y", "z"])
    assert planned(plan, "a/b").times == 30
    assert plan.totals.irreversible_at_most == 30


def test_the_next_item_lies_behind_an_item() -> None:
    assert road(planned(found(bounded()), "a"), "422", "too late").to == ("2",)


def test_without_a_bound_the_totals_say_so() -> None:
    plan = plan_of(procedure(READ, step("a", call(where=site("read", id=template("{{ each }}"))), loop=loop(FOUND))))
    assert planned(plan, "a").loop == PlannedLoop(FOUND, None, None, open=True)
    assert planned(plan, "a").times is None
    assert (plan.totals.requests_at_most, plan.totals.longest_wait) == (None, None)


def test_a_known_list_counts_its_items() -> None:
    plan = found(bounded("inputs.ids", "5"), ids=["x", "y"])
    assert planned(plan, "a").loop == PlannedLoop("inputs.ids", 2, 2, 5)
    assert planned(plan, "a").times == 2


def test_a_known_list_that_is_too_long_is_an_error_of_the_plan() -> None:
    of = procedure(step("a", CANCEL, loop=bounded("inputs.ids", "1")))
    _, (problem,) = build_plan(of, SETTING, {"id": "t", "ids": ["x", "y"]})
    assert problem.rule == "too-many-items"
    assert problem.message == "a: 2 were found, and at_most allows 1; no item was begun"


def test_what_the_plan_says_of_loops_is_saved_and_promised() -> None:
    plan = found(bounded())
    assert read_plan(plan_data(plan)).steps == plan.steps
    assert plan.digest != found(bounded(most="51")).digest


def test_the_innermost_loop_is_the_nearest_around() -> None:
    loops = {"a": PlannedLoop("x", 1, 1), "a/b": PlannedLoop("y", 1, 1)}
    assert innermost(loops, "a/b/c") is loops["a/b"]
    assert innermost(loops, "a/d") is loops["a"]
    assert innermost(loops, "e") is None


def planned_for_many(count: int) -> tuple[Procedure, Setting]:
    return procedure(READ, step("a", CANCEL, loop=bounded(most=str(count)))), SETTING


def test_a_thousand_items_cost_no_more_nodes_than_three() -> None:
    few, many = (build_plan(*planned_for_many(count), {"id": "t"})[0].nodes for count in (3, 1000))
    assert few == many


def test_the_requests_of_known_items_carry_their_names() -> None:
    inner = step(
        "b",
        call(where=site(id=template("{{ line }}"))),
        loop=replace(loop("inputs.lines", "line"), label=condition("line")),
    )
    outer = replace(loop("inputs.rows", "row"), label=condition("row.name"))
    of = procedure(step("a", Group(Block((inner,))), loop=outer))
    plan = plan_of(of, rows=[{"name": "Ann"}, {"name": "Ben"}], lines=["x", "y"])
    names = {one.address: one.label for one in planned(plan, "a/b").requests}
    assert names["a[0]/b[0]"] == "Ann · x"
    assert names["a[1]/b[1]"] == "Ben · y"
    assert read_plan(plan_data(plan)).steps == plan.steps
