"""Where answers lead, as the plan tells it."""

from runbook.frozen import replace
from runbook.language.procedure import Block, Group, Origin, StepState, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Road
from tests.interpreter.building import call, handover, loop, procedure, row, step, verify


def roads(*steps: object, rescue: tuple[object, ...] = ()) -> list[Road]:
    of = procedure(*steps, rescue=rescue)  # type: ignore[arg-type]
    plan, _ = build_plan(of, Setting("simulator", False, {"toy": "http://127.0.0.1:0"}), {"id": "t1"})
    return list(plan.steps[0].roads)


def test_the_end_of_the_run_is_named() -> None:
    (yes,) = [road for road in roads(step("a", call())) if road.status == "200"]
    assert (yes.to, yes.ends, yes.origin) == ((), (StepState.DONE,), Origin.BUILT_IN)


def test_the_next_step_is_found_behind_the_end_of_a_group() -> None:
    inner = step("g", Group(Block((step("a", call()),))))
    of = procedure(inner, step("b", call()))
    plan, _ = build_plan(of, Setting("simulator", False, {"toy": "http://127.0.0.1:0"}), {"id": "t1"})
    (yes,) = [road for road in plan.steps[1].roads if road.status == "200"]
    assert yes.to == ("2",)


def test_a_condition_that_only_a_run_can_judge_gives_a_road_for_each_row() -> None:
    held = row("200", Verb.ALREADY, when="response.body.gone | default(false) == true")
    found = roads(step("a", call(held)))
    by_verb = {road.verb: road for road in found if road.status == "200"}
    assert set(by_verb) == {Verb.ALREADY, Verb.DONE}
    assert by_verb[Verb.ALREADY].asks == "when response.body.gone | default(false) == true"
    assert by_verb[Verb.DONE].asks == ""


def test_a_condition_that_may_have_no_value_gives_a_road_to_a_stop() -> None:
    held = row("200", Verb.ALREADY, when="response.body.gone == true")
    found = [road for road in roads(step("a", call(held))) if road.status == "200"]
    assert {road.verb for road in found} == {Verb.ALREADY, Verb.DONE, Verb.STOP}
    (broken,) = [road for road in found if road.because == "a row's condition cannot be evaluated"]
    assert broken.asks == "where a condition cannot be evaluated"


def told(road: Road) -> tuple[str, bool]:
    return road.settles, road.doubt


def test_a_no_on_a_success_is_read_back_or_leaves_a_doubt() -> None:
    no = row("200", Verb.STOP)
    assert [told(one) for one in roads(step("a", call(no))) if one.status == "200"] == [("", True)]
    proved = call(no, verify=verify())
    assert [told(one) for one in roads(step("a", proved)) if one.status == "200"] == [("toy.read", False)]
    said = replace(no, nothing_happened=True)
    assert [told(one) for one in roads(step("a", call(said))) if one.status == "200"] == [("", False)]
    assert [told(one) for one in roads(step("a", call(no))) if one.status == "404"] == [("", False)]


def test_a_skipped_step_is_not_where_an_answer_leads() -> None:
    found = roads(step("a", call()), step("b", call(), when="inputs.id == 'other'"), step("c", call()))
    (yes,) = [road for road in found if road.status == "200"]
    assert yes.to == ("3",)


def test_a_stop_leads_to_the_rescue() -> None:
    (gone,) = [road for road in roads(step("a", call()), rescue=(handover(),)) if road.status == "404"]
    assert gone.to == ("hand_over",)


def test_an_item_leads_to_the_next_item_and_the_last_one_onwards() -> None:
    of = procedure(step("each", call(), loop=loop("inputs.ids")), step("b", call()))
    setting = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})
    plan, _ = build_plan(of, setting, {"id": "t1", "ids": ["x", "y"]})
    (yes,) = [road for road in plan.steps[0].roads if road.status == "200"]
    assert yes.to == ("1", "2")
