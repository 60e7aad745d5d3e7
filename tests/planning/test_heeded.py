"""What only outputs read makes no node of a plan."""

from runbook.language.procedure import Block, Branch, Group, Parallel, Procedure, Step, Use, Verb
from runbook.planning.build import Setting, build_plan
from runbook.planning.heeded import without_outputs
from runbook.planning.outline import outline
from tests.interpreter.building import call, loop, procedure, row, step

SETTING = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})


def kept(of: Procedure) -> dict[str, frozenset[str]]:
    return {entry.step.id: entry.step.keeps for entry in outline(of)}


def shown(id: str, heeds: tuple[str, ...] = ()) -> Step:
    """A step whose state is an output; `heeds`: what a later step reads."""
    return step(id, call(row("422", Verb.TOLERATE)), keeps=["state", *heeds], heeds=heeds)


def test_only_what_steps_read_is_kept_wherever_they_stand() -> None:
    inner = procedure(shown("deep"))
    of = procedure(
        step("a", call(fallback=Block((shown("b"),))), keeps=["items"], heeds=[]),
        step("c", Group(Block((shown("d"),), (shown("e"),), (shown("f"),)))),
        step("g", Parallel((Branch("arm", Block((shown("h"),))),), 1)),
        step("i", Use(inner, {})),
        shown("j", ("message",)),
    )
    assert {id: fields for id, fields in kept(without_outputs(of)).items() if fields} == {"j": frozenset({"message"})}


def test_the_outputs_of_a_used_playbook_count_where_a_step_reads_them() -> None:
    of = procedure(step("i", Use(procedure(shown("deep")), {}), keeps=["outputs"], heeds=["outputs"]))
    assert kept(without_outputs(of))["deep"] == frozenset({"state"})


def test_items_that_only_an_output_lists_are_no_combinations() -> None:
    one = step("each", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids"), keeps=["items"], heeds=[])
    of = procedure(one, states="{{ steps.each.items }}")
    few, _ = build_plan(of, SETTING, {"id": "t", "ids": ["a", "b"]})
    many, _ = build_plan(of, SETTING, {"id": "t", "ids": [str(number) for number in range(20)]})
    assert many.nodes < few.nodes * 12
