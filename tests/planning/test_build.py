"""A plan shows every road over every answer, and nothing that the run would not do."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.interpreter.address import pattern
from runbook.interpreter.events import AnswerRouted, AttemptStarted
from runbook.language.procedure import Block, IfNot, Let, StepState, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Plan, PlannedStep, Road
from runbook.values.json import Json
from runbook.values.unknown import PartialText
from tests.interpreter.building import call, handover, loop, play, procedure, row, site, step, template, verify
from tests.interpreter.test_evolve import reply, rich

SETTING = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})


def plan_of(of: object, **inputs: Json) -> Plan:
    plan, problems = build_plan(of, SETTING, {"id": "t1", **inputs})  # type: ignore[arg-type]
    assert problems == []
    return plan


def planned(plan: Plan, address: str) -> PlannedStep:
    return next(one for one in plan.steps if one.address == address)


def road(of: PlannedStep, status: str, message: str | None = None) -> Road:
    return next(one for one in of.roads if one.status == status and one.message == message)


def test_every_answer_has_a_road_and_each_road_says_where_it_leads() -> None:
    alone = step("one", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids"))
    first = step("all", call(row("422", Verb.FALLBACK, "too late"), fallback=Block((alone,))))
    plan = plan_of(procedure(first, step("b", call(verify=verify())), rescue=[handover()]), ids=["x", "y"])
    of = planned(plan, "all")
    assert road(of, "422", "too late").to == ("1.1",)
    assert road(of, "200").to == ("2",)
    assert road(of, "404").to == ("hand_over",)
    assert road(of, "not_sent").retries == 4
    assert road(of, "not_sent").waits == 7
    assert road(of, "no_answer").ends == (StepState.IN_DOUBT,)
    assert road(planned(plan, "b"), "no_answer").settles == "toy.read"
    assert planned(plan, "all/one").times == 2
    assert {one.status for one in of.roads} >= {
        "200",
        "401",
        "403",
        "404",
        "422",
        "429",
        "500",
        "undeclared",
        "malformed",
    }


def test_it_counts_the_worst_road_and_the_one_hoped_for() -> None:
    alone = step("one", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids"))
    first = step("all", call(row("422", Verb.FALLBACK, "too late"), fallback=Block((alone,))))
    plan = plan_of(procedure(first, step("b", call())), ids=["x", "y"])
    assert plan.totals.irreversible_expected == 2
    assert plan.totals.irreversible_at_most == 4


def test_a_step_that_no_road_leads_to_is_shown_as_such() -> None:
    plan = plan_of(procedure(step("a", call(), when="inputs.go"), step("b", call())), go=False)
    assert not planned(plan, "a").reachable
    assert planned(plan, "b").reachable


def test_a_step_whose_condition_is_false_is_skipped_and_not_out_of_reach() -> None:
    stops = step("b", call(where=site(id=template("{{ inputs.id }}"))))
    plan = plan_of(procedure(step("a", call(), when="inputs.go"), stops), go=False)
    assert [planned(plan, id).skipped for id in ("a", "b")] == [True, False]
    assert not planned(plan_of(procedure(step("a", call(), when="inputs.go"), stops), go=True), "a").skipped


def test_a_request_that_the_inputs_make_impossible_is_an_error_with_a_place() -> None:
    of = procedure(step("a", call(where=site(id=template("{{ inputs.id }}")))))
    _, problems = build_plan(of, SETTING, {"id": ".."})
    assert [problem.rule for problem in problems] == ["refused-request"]
    assert problems[0].span is not None
    assert problems[0].help == "nothing was sent; correct -i id=… (or id in the file of --inputs)"


def test_what_a_rescue_sends_about_the_failure_is_planned_for_each_failure() -> None:
    report = step("tell", call(row("4XX", Verb.TOLERATE), where=site(id=template("{{ failure.status }}"))))
    plan = plan_of(procedure(step("a", call()), rescue=[report]))
    paths = [one.request.path for one in planned(plan, "tell").requests]
    assert {"/things/404/cancel", "/things/422/cancel"} <= {path for path in paths if isinstance(path, str)}
    assert any(isinstance(path, PartialText) for path in paths), "a status that the contract does not declare"


def test_forty_steps_stay_a_small_graph() -> None:
    steps = [step(f"s{number}", call(row("422", Verb.TOLERATE), verify=verify())) for number in range(40)]
    plan = plan_of(procedure(*steps, rescue=[handover()]))
    assert plan.nodes < 40 * 20  # a doubt that a person settles is a node of its own


def test_the_same_inputs_give_the_same_digest_and_others_another() -> None:
    of = procedure(step("a", call()))
    assert plan_of(of).digest == plan_of(of).digest
    assert plan_of(of).digest != build_plan(of, SETTING, {"id": "t2"})[0].digest


@cache
def rich_plan() -> tuple[frozenset[str], frozenset[tuple[str, Verb]]]:
    """Digests of the requests of a plan, and the turns it shows at each address."""
    plan = plan_of(rich(), ids=["x", "y"])
    requests = {one.request.digest for at in plan.steps for one in (*at.requests, *at.reads)}
    return frozenset(requests), frozenset((at.address, road.verb) for at in plan.steps for road in at.roads)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**9))
def test_whatever_happens_was_in_the_plan(seed: int) -> None:
    """Every request that a run sends and every turn that it takes stands in the plan."""
    requests, turns = rich_plan()
    pick = random.Random(seed)
    _, history = play(rich(), lambda command: reply(command, pick), ids=["x", "y"])
    assert {event.digest for event in history if isinstance(event, AttemptStarted)} <= requests
    assert {(pattern(event.address), event.verb) for event in history if isinstance(event, AnswerRouted)} <= turns


def test_what_is_resent_after_a_read_is_in_the_plan_too() -> None:
    of = procedure(step("a", call(verify=verify(if_not=IfNot.RESEND))))
    assert plan_of(of).totals.irreversible_at_most > 1


def test_a_plan_that_would_be_too_large_is_an_error_with_a_remedy_and_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("runbook.planning.graph.MOST_NODES", 20)
    monkeypatch.setattr("runbook.planning.graph.SAID_EVERY", 10)
    told: list[int] = []
    of = procedure(*(step(f"s{number}", call()) for number in range(20)))
    plan, (problem,) = build_plan(of, SETTING, {"id": "t1"}, told.append)
    assert (problem.rule, told) == ("plan-too-large", [10, 20])
    assert "nothing was sent" in problem.help
    assert not planned(plan, "s1").reachable


def test_a_value_that_doubles_until_it_is_too_large_is_an_error_of_the_plan_with_its_place() -> None:
    steps = [step("l0", Let({"v0": ["a", "b"]}))]
    for at in range(1, 25):
        half = template(f"{{{{ v{at - 1} }}}}")
        steps.append(step(f"l{at}", Let({f"v{at}": [half, half]})))
    _, (problem,) = build_plan(procedure(*steps), SETTING, {"id": "t"})
    assert problem.rule == "value-too-large"
    assert problem.message == "l16: the value would grow beyond its bounds"
    assert problem.span is not None
