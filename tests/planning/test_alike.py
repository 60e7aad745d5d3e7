"""Items are alike when they are read only where requests are filled in."""

import pytest

from runbook.frozen import replace
from runbook.language.procedure import (
    Ask,
    Assert,
    Assertion,
    Block,
    Call,
    Group,
    Handover,
    Let,
    Question,
    Step,
    Use,
    Verb,
    Wait,
)
from runbook.planning.alike import alike_loops
from runbook.planning.leaps import Alike
from tests.interpreter.building import call, condition, loop, procedure, row, site, step, template

ABOUT = call(where=site(id=template("{{ each }}")))


def many(*inner: Step, at_once: int = 1) -> Step:
    return step("many", Group(Block(inner)), loop=loop("inputs.ids", at_once=at_once))


def is_alike(of: Step) -> bool:
    return "many" in alike_loops(procedure(of))


def using(*inner: Step) -> Use:
    return Use(procedure(*inner), {"id": template("{{ each }}"), "other": "x"})


@pytest.mark.parametrize(
    "inner",
    [
        step("a", ABOUT),
        step("a", ABOUT, when="inputs.id == 'x'"),
        step("a", call(row("422", Verb.TOLERATE, when="inputs.id == 'x'"))),
        step("a", using(step("b", ABOUT, when="inputs.other == 'x'"))),
        step("a", using(step("b", call(), loop=loop("inputs.other")))),
        step("a", Handover("ops", template("{{ inputs.id }}"))),
        step("a", Wait(3)),
    ],
)
def test_items_that_only_fill_in_requests_are_alike(inner: Step) -> None:
    assert alike_loops(procedure(many(inner)))["many"] == Alike("each")


@pytest.mark.parametrize(
    "inner",
    [
        step("a", ABOUT, when="each == 'x'"),
        step("a", call(row("422", Verb.TOLERATE, when="each == 'x'"))),
        step("a", call(row("422", Verb.FALLBACK), fallback=Block((step("b", call(), when="each == 'x'"),)))),
        step("a", Assert((Assertion(condition("each == 'x'"), ""),))),
        step("a", Group(Block((step("b", call()),), (step("c", call(), when="each == 'x'"),)))),
    ],
)
def test_conditions_that_read_nothing_but_the_item_tell_items_apart(inner: Step) -> None:
    alike = alike_loops(procedure(many(inner)))["many"]
    assert [one.text for one in alike.deciding] == ["each == 'x'"]


@pytest.mark.parametrize(
    "inner",
    [
        step("a", ABOUT, when="each == inputs.id"),
        step("a", call(row("422", Verb.TOLERATE, when="each == response.body.id"))),
        step("a", call(row("422", Verb.FALLBACK), fallback=Block((step("b", call(), when="each == run.id"),)))),
        step("a", call(), loop=loop("each.parts", "part")),
        step("a", using(step("b", call(), when="inputs.id == 'x'"))),
        step(
            "a", using(step("b", Use(procedure(step("c", call(), when="inputs.z")), {"z": template("{{ inputs }}")})))
        ),
        step("a", using(step("b", call())), keeps=["outputs"]),
        step("a", Let({"name": template("{{ each }}")})),
        step("a", Assert((Assertion(condition("each == 'x'"), template("{{ each }}")),))),
        step("a", Ask(Question(template("{{ each }}"), ("yes",)))),
        step("a", Handover("ops", template("{{ each }}"))),
        step("a", Group(Block((step("b", call()),), (step("c", call(), when="each == steps.b.state"),)))),
    ],
)
def test_items_that_decide_anything_else_are_not(inner: Step) -> None:
    assert not is_alike(many(inner))


def test_an_inner_loop_can_be_alike_where_the_outer_one_is_not() -> None:
    inner = step("in", call(where=site(id=template("{{ part }}"))), loop=loop("each.parts", "part"))
    assert alike_loops(procedure(many(inner))) == {"many/in": Alike("part")}


@pytest.mark.parametrize(
    ("inner", "alike"),
    [
        (step("a", ABOUT), True),
        (step("a", Wait(3)), False),
        (step("a", Group(Block((step("b", ABOUT),), always=(step("c", ABOUT),)))), False),
    ],
)
def test_of_items_at_work_together_none_does_more_than_stop_when_another_stops(inner: Step, alike: bool) -> None:
    assert is_alike(many(inner, at_once=5)) is alike
    assert is_alike(many(inner))


def listing(after: Step) -> bool:
    each = step("many", ABOUT, loop=loop("inputs.ids"), keeps=["items"])
    return "many" in alike_loops(procedure(each, rescue=[after]))


def test_results_that_are_sent_on_after_a_stop_differ_with_the_item_that_stopped() -> None:
    sent: Call = replace(ABOUT, site=site(id=template("{{ steps.many.items }}")))
    assert not listing(step("tell", sent))
    assert not listing(step("tell", Group(Block((step("in", ABOUT, when="steps.many.items"),)))))
    assert listing(step("tell", Handover("ops", template("{{ steps.many.items }}"))))
