"""One item is walked for many, and the plan is the one that walking them all gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.frozen import replace
from runbook.language.procedure import (
    Assert,
    Assertion,
    Block,
    Branch,
    Group,
    Parallel,
    Procedure,
    Row,
    Step,
    Use,
    Verb,
)
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Plan, PlannedStep
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from tests.interpreter.building import call, condition, handover, loop, procedure, row, site, step, template, verify

SETTING = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})
NEVER = row("1XX", Verb.TOLERATE, when="each == inputs.id")
"""A row that takes no answer, but reads the item beside something else: with it every item is walked."""

NEVER_EACH = row("1XX", Verb.TOLERATE, when="each.id == inputs.id")

EACH = site(id=template("{{ each }}"))


def plan_of(of: Procedure, ids: list[Json]) -> Plan:
    plan, problems = build_plan(of, SETTING, {"id": "t1", "ids": ids})
    assert problems == []
    return plan


def shown(step: PlannedStep) -> object:
    """All that a plan says of a step; requests in any order."""
    asked = sorted(canonical_json([one.address, one.request.described()]) for one in (*step.requests, *step.reads))
    return (replace(step, requests=(), reads=()), asked)


def assert_same(walked: Plan, alike: Plan) -> None:
    assert [shown(one) for one in alike.steps] == [shown(one) for one in walked.steps]
    assert alike.totals == walked.totals


def body(kind: str, *rows: Row) -> Step:
    """A loop step of some kind that sends about its item; `rows` come first in its first call."""
    each, ids = loop("inputs.ids"), loop("inputs.ids", "inner")
    about = call(*rows, row("422", Verb.TOLERATE), where=EACH)
    match kind:
        case "call":
            return step("many", about, loop=each)
        case "items":
            return step("many", about, loop=each, keeps=["items", "state"])
        case "verify":
            read = replace(verify(), site=replace(verify().site, arguments=EACH.arguments))
            return step("many", replace(about, verify=read), loop=each)
        case "group":
            both = Block((step("one", about, keeps=["status"]), step("two", call(), when="steps.one.status == '422'")))
            return step("many", Group(replace(both, rescue=(handover("give"),))), loop=each)
        case "fallback":
            inner = Block((step("in", call(where=site(id=template("{{ inner }}-{{ each }}"))), loop=ids),))
            return step("many", call(*rows, row("422", Verb.FALLBACK), fallback=inner, where=EACH), loop=each)
        case "parallel":
            arms = (Branch("a", Block((step("x", about),))), Branch("b", Block((step("y", call()),))))
            return step("many", Parallel(arms, 2), loop=each)
        case "nested":
            below = step("in", call(where=site(id=template("{{ inner }}-{{ each }}"))), loop=ids)
            return step("many", Group(Block((step("one", about), below))), loop=each)
        case "use":
            own = procedure(step("one", call(*(replace(one, when=OWN) for one in rows), row("422", Verb.TOLERATE))))
            return step("many", Use(own, {"id": template("{{ each }}")}), loop=each)
        case "at_once":
            return step("many", about, loop=replace(each, at_once=3))
        case _:
            raise AssertionError(kind)


OWN = condition("inputs.id == run.id")
KINDS = ("call", "items", "verify", "group", "fallback", "parallel", "nested", "use", "at_once")


@settings(deadline=None, max_examples=25)
@given(kind=st.sampled_from(KINDS), count=st.integers(0, 6), stops=st.booleans())
def test_a_plan_of_alike_items_is_the_plan_of_each(kind: str, count: int, stops: bool) -> None:
    first = step("before", call(row("422", Verb.TOLERATE)))
    last = step("after", call())
    rescue = [step("tell", call()), handover()] if stops else []
    ids: list[Json] = [f"t{number}" for number in range(count)]
    alike = plan_of(procedure(first, body(kind), last, rescue=rescue), ids)
    walked = plan_of(procedure(first, body(kind, NEVER), last, rescue=rescue), ids)
    assert_same(walked, alike)
    assert alike.nodes <= walked.nodes


@pytest.mark.parametrize("kind", KINDS)
def test_the_plan_of_a_loop_does_not_grow_with_its_items(kind: str) -> None:
    of = procedure(body(kind), rescue=[handover()])
    few = plan_of(of, [f"t{number}" for number in range(5)])
    many = plan_of(of, [f"t{number}" for number in range(12)])
    assert few.nodes == many.nodes


def test_every_item_has_its_own_request_under_its_own_address() -> None:
    plan = plan_of(procedure(body("use")), [f"t{number}" for number in range(6)])
    requests = next(one for one in plan.steps if one.address == "many/one").requests
    asked = {one.address: one.request.path for one in requests}
    assert asked == {f"many[{number}]/one": f"/things/t{number}/cancel" for number in range(6)}


def test_an_item_that_cannot_be_sent_is_told_wherever_it_stands() -> None:
    ids: list[Json] = ["a", "b", "..", "c", "d"]
    _, problems = build_plan(procedure(body("call")), SETTING, {"id": "t1", "ids": ids})
    assert [problem.rule for problem in problems] == ["refused-request"]
    assert "many[2] cannot be sent" in problems[0].message


def test_items_are_walked_each_when_only_some_can_be_read_back() -> None:
    read = replace(verify(), site=site("read", id=template("{{ each.read }}")))
    checked = replace(call(row("422", Verb.TOLERATE), where=site(id=template("{{ each.id }}"))), verify=read)
    of = procedure(step("many", checked, loop=loop("inputs.ids")))
    ids: list[Json] = [{"id": f"t{number}", "read": f"r{number}"} for number in range(6)]
    for odd in range(6):
        some: list[Json] = [*ids[:odd], {"id": "odd", "read": ".."}, *ids[odd + 1 :]]
        reads = plan_of(of, some).steps[0].reads
        assert {one.address for one in reads} == {f"many[{number}]" for number in range(6) if number != odd}


def sorted_out(*rows: Row) -> list[Step]:
    """A loop that does different things for items of different sorts."""
    about = site(id=template("{{ each.id }}"))
    parts = (
        step("checked", Assert((Assertion(condition("each.sort != 'bad'"), "a bad one"),))),
        step("odd", call(*rows, row("422", Verb.TOLERATE), where=about), when="each.sort == 'odd'"),
        step("all", call(row("422", Verb.STOP, when="each.sort == 'even'"), row("422", Verb.TOLERATE), where=about)),
    )
    return [step("many", Group(Block(parts)), loop=loop("inputs.ids")), step("after", call())]


@settings(deadline=None, max_examples=25)
@given(sorts=st.lists(st.sampled_from(["odd", "even", "even", "plain", "bad"]), max_size=8))
def test_items_that_decide_alike_are_walked_once(sorts: list[str]) -> None:
    ids: list[Json] = [{"id": f"t{number}", "sort": sort} for number, sort in enumerate(sorts)]
    alike = plan_of(procedure(*sorted_out(), rescue=[handover()]), ids)
    walked = plan_of(procedure(*sorted_out(NEVER_EACH), rescue=[handover()]), ids)
    assert_same(walked, alike)
    assert alike.nodes <= walked.nodes


def test_a_plan_grows_with_the_sorts_of_items_and_not_with_the_items() -> None:
    of = procedure(*sorted_out(), rescue=[handover()])
    ids: list[Json] = [{"id": f"t{number}", "sort": ("odd", "even")[number % 2]} for number in range(40)]
    assert plan_of(of, ids).nodes == plan_of(of, ids[:6]).nodes
