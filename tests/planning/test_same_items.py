"""Two items that ask for one effect are an error of the plan, with the place and both items."""

import pytest

from runbook.frozen import replace
from runbook.language.loop import Loop
from runbook.language.procedure import Block, Group, Procedure
from runbook.planning.build import build_plan
from runbook.planning.same_items import same_items
from runbook.values.json import Json
from tests.interpreter.building import HERE, call, condition, loop, procedure, site, step, template
from tests.planning.test_build import SETTING

EACH = loop("inputs.ids")
OWN = call(where=site(id=template("{{ each }}")))


def said(of: Procedure, **inputs: Json) -> list[tuple[str, str]]:
    plan, _ = build_plan(of, SETTING, {"id": "t", **inputs})
    return [(one.rule, one.message) for one in same_items(plan, of)]


def test_both_items_are_named_once() -> None:
    of = procedure(step("a", OWN, loop=EACH))
    message = "a[0] and a[2] ask for the same effect: POST /things/x/cancel"
    assert said(of, ids=["x", "y", "x", "x"]) == [("same-effect-twice", message)]
    assert said(of, ids=["x", "y", "X"]) == []


def test_their_labels_are_said() -> None:
    of = procedure(
        step("a", call(where=site(id=template("{{ each.id }}"))), loop=replace(EACH, label=condition("each.name")))
    )
    rows: list[Json] = [{"id": "x", "name": "Ann"}, {"id": "x", "name": "Ben"}]
    assert said(of, ids=rows)[0][1].startswith('a[0] and a[1] ("Ann" and "Ben") ask')


def test_a_loop_that_says_so_may_name_a_thing_twice() -> None:
    assert said(procedure(step("a", OWN, loop=replace(EACH, skip_same=True))), ids=["x", "x"]) == []


@pytest.mark.parametrize(("outer", "inner", "errors"), [(False, False, 1), (True, False, 0), (False, True, 1)])
def test_the_loop_in_which_they_part_decides(outer: bool, inner: bool, errors: int) -> None:
    below = step(
        "b", call(where=site(id=template("{{ line }}"))), loop=replace(loop("inputs.lines", "line"), skip_same=inner)
    )
    above: Loop = replace(EACH, skip_same=outer)
    of = procedure(step("a", Group(Block((below,))), loop=above))
    assert len(said(of, ids=["x", "y"], lines=["l"])) == errors


def test_reads_and_single_steps_are_none() -> None:
    assert said(procedure(step("a", call(where=site("read")), loop=EACH)), ids=["x", "y"]) == []
    assert said(procedure(step("a", call()), step("b", call()))) == []


def test_the_place_is_that_of_the_list() -> None:
    of = procedure(step("a", OWN, loop=EACH))
    plan, _ = build_plan(of, SETTING, {"id": "t", "ids": ["x", "x"]})
    assert [one.span for one in same_items(plan, of)] == [HERE]
