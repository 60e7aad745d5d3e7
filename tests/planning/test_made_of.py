import pytest

from runbook.interpreter.address import pattern
from runbook.language.procedure import Block, Group, Procedure, Use
from runbook.planning.made_of import inputs_behind
from runbook.planning.outline import outline
from tests.interpreter.building import call, loop, procedure, site, step, template

MANY = site("cancel", id=template("{{ each }}"), note={"by": [template("{{ inputs.who }}")], "fixed": 1})
LOOPED = procedure(step("all", Group(Block((step("one", call(where=MANY), loop=loop("inputs.ids")),)))))


def behind(of: Procedure, address: str, problem: str) -> tuple[str, ...]:
    return inputs_behind(outline(of), pattern(address), problem)


@pytest.mark.parametrize(
    ("problem", "inputs"),
    [('"id" is ".."', ("ids",)), ('"note" breaks the contract', ("who",)), ("it is too long", ("ids", "who"))],
)
def test_the_argument_that_a_problem_names_leads_to_the_inputs_it_is_made_of(
    problem: str, inputs: tuple[str, ...]
) -> None:
    assert behind(LOOPED, "all/one", problem) == inputs


def test_the_inputs_of_another_playbook_are_not_those_of_the_run() -> None:
    inner = procedure(step("a", call()))
    assert behind(inner, "a", '"id" is ".."') == ("id",)
    assert behind(procedure(step("u", Use(inner, {}))), "u/a", '"id" is ".."') == ()


def test_what_is_made_of_no_input_leads_nowhere() -> None:
    fixed = site("cancel", id="..")
    assert behind(procedure(step("a", call(where=fixed))), "a", '"id" is ".."') == ()
    assert behind(LOOPED, "nowhere", "") == ()
