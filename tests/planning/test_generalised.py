"""What became of single items is left open in a plan, so that a loop stays small."""

from runbook.frozen import replace
from runbook.interpreter.state import BlockProgress, FanProgress, Fresh, State
from runbook.language.procedure import Assert, Assertion, StepState, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.generalised import generalised
from runbook.values.unknown import Unknown
from tests.interpreter.building import call, condition, handover, loop, procedure, row, step

ENDED = {"item": "x", "state": "done", "because": "", "status": "200", "message": ""}


def test_a_state_without_kept_items_is_the_same_state() -> None:
    state = State(block=BlockProgress(steps={"a": {"state": "done"}}))
    assert generalised(state) is state


def test_what_became_of_an_item_is_open_and_the_item_is_not() -> None:
    fan = FanProgress(2, ("x", "y"), running={1: Fresh()}, kept={0: ENDED})
    current = generalised(State(block=BlockProgress(current=fan))).block.current
    assert isinstance(current, FanProgress)
    kept = current.kept[0]
    assert isinstance(kept, dict)
    assert kept["item"] == "x"
    assert isinstance(kept["state"], Unknown)
    finished = generalised(State(block=BlockProgress(steps={"each": {"items": [ENDED]}})))
    items = finished.block.steps["each"]["items"]
    assert isinstance(items, list)
    assert isinstance(items[0], dict)
    assert isinstance(items[0]["status"], Unknown)
    assert generalised(finished) is finished


def test_a_step_that_reads_the_items_does_not_make_the_plan_explode() -> None:
    each = step("each", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids"), keeps=["items"])
    each = replace(each, heeds=each.keeps)
    reading = "steps.each.items | selectattr('state', 'equalto', 'done') | list | length > 0"
    sure = step("sure", Assert((Assertion(condition(reading), "none was cancelled"),)))
    of = procedure(each, sure, step("last", call()), rescue=[handover()])
    ids = [f"i{number}" for number in range(12)]
    plan, _ = build_plan(of, Setting("simulator", False, {"toy": "http://127.0.0.1:0"}), {"id": "t1", "ids": ids})
    assert plan.nodes < 12 * 30
    last = next(one for one in plan.steps if one.id == "last")
    assert last.reachable
    assert {state for road in last.roads for state in road.ends} >= {StepState.DONE}
