"""Arms are proved apart, and what is wrong beside another arm is found all the same."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.address import pattern
from runbook.language.procedure import Block, Branch, Group, IfNot, Parallel, Procedure, Retry, Step, Use, Verb
from runbook.planning.arms import parts
from runbook.planning.outline import calls_of, outline
from runbook.planning.proof import Prover
from runbook.planning.proved import Burden
from runbook.planning.skeleton import skeleton
from runbook.planning.walk import Engine
from runbook.planning.watch import Breach
from tests.interpreter.building import call, handover, loop, procedure, row, step, template, verify
from tests.planning import broken


def arms(count: int, steps: int, *, of: object = None, at_once: int = 0) -> Step:
    """A parallel step; each arm has an id and steps of its own, and one more step than the arm before when asked."""
    action = of or call(row("422", Verb.TOLERATE))
    branches = [
        Branch(f"arm{arm}", Block(tuple(step(f"s{arm}_{at}", action) for at in range(steps))))  # type: ignore[arg-type]
        for arm in range(count)
    ]
    return step("p", Parallel(tuple(branches), at_once or count))


def addresses(of: Procedure) -> set[str]:
    return set(calls_of(outline(of)))


def test_few_steps_side_by_side_are_walked_together() -> None:
    assert len(parts(skeleton(procedure(arms(2, 2))))) == 1
    assert len(parts(skeleton(procedure(arms(1, 9))))) == 1


def test_each_arm_stands_beside_a_neighbour_and_the_rest_beside_two() -> None:
    rest, *each = parts(skeleton(procedure(step("a", call()), arms(4, 3), step("z", call()))))
    assert addresses(rest.procedure) == {"a", "p/arm0/s0_0", "p/arm1/s1_0", "z"}
    assert [one.inside for one in each] == [f"p/arm{arm}" for arm in range(4)]
    assert addresses(each[2].procedure) == {"a", "p/arm2/s2_0", "p/arm2/s2_1", "p/arm2/s2_2", "p/arm0/s0_0", "z"}


def test_everything_counts_in_one_part_and_in_no_other() -> None:
    inner = step("inner", arms(3, 3).action)
    deep = Parallel(
        (Branch("left", Block((inner, step("x", call())))), Branch("right", Block((step("y", call()),)))), 2
    )
    of = skeleton(procedure(step("a", call()), step("g", Group(Block((step("q", deep),)))), step("z", call())))
    for address in addresses(of):
        counting = [one for one in parts(of) if one.counts(address)]
        assert len(counting) == 1, address
        assert address in addresses(counting[0].procedure)


def test_a_condition_that_asks_for_what_stands_elsewhere_can_be_either() -> None:
    (kept,) = (one.block for one in arms(3, 2).action.branches[:1])  # type: ignore[union-attr]
    asked = [replace(one, keeps=frozenset({"state"}), heeds=frozenset({"state"})) for one in kept.steps]
    branch = Branch("arm0", Block(tuple(asked)))
    others = arms(3, 2).action.branches[1:]  # type: ignore[union-attr]
    of = procedure(
        step("p", Parallel((branch, *others), 3)),
        step("z", call(), when="steps.s0_0.state == 'done' and steps.s0_1.state == 'done'"),
    )
    proof = Prover().check(of).proof
    assert proof is not None
    assert proof.fixed.irreversible == 7


def test_sixteen_arms_of_eight_are_as_many_states_as_their_sum() -> None:
    half, whole = (Prover().check(procedure(arms(count, 8))).proof for count in (8, 16))
    assert half is not None
    assert whole is not None
    assert whole.states < 2.2 * half.states
    assert whole.fixed == Burden(4 * 16 * 8, 16 * 8, 7 * 16 * 8)


def test_arms_of_different_kinds_grow_by_their_sum_too() -> None:
    branches = tuple(
        Branch(f"arm{arm}", Block(tuple(step(f"s{arm}_{at}", call()) for at in range(arm + 1)))) for arm in range(6)
    )
    proof = Prover().check(procedure(step("p", Parallel(branches, 6)))).proof
    assert proof is not None
    assert proof.fixed.irreversible == 21
    assert proof.states < 21 * 60


def test_what_is_sent_for_each_item_of_a_loop_is_counted_for_that_loop() -> None:
    parallel = arms(3, 2)
    of = procedure(step("each", Group(Block((parallel,))), loop=loop("inputs.ids")))
    proof = Prover().check(of).proof
    assert proof is not None
    assert [(share.of[0].name, share.burden.irreversible) for share in proof.shares] == [("inputs.ids", 6)]
    inside = replace(arms(3, 2), loop=loop("inputs.ids"))
    proof = Prover().check(procedure(inside)).proof
    assert proof is not None
    assert [share.burden.irreversible for share in proof.shares] == [6]


def test_arms_of_another_playbook_are_divided_too() -> None:
    used = procedure(arms(3, 2), rescue=[handover()])
    proof = Prover().check(procedure(step("u", Use(used, {"id": template("{{ inputs.id }}")})))).proof
    assert proof is not None
    assert proof.fixed.irreversible == 6


@pytest.mark.parametrize(
    ("engine", "breach"),
    [
        (Engine(resume=broken.just_send_again), Breach.SENT_TWICE),
        (Engine(resume=broken.wrong_the_second_time), Breach.SENT_TWICE),
        (Engine(torn=broken.believes_a_torn_journal), Breach.SENT_TWICE),
        (Engine(evolve=broken.lost_is_not_sent), Breach.SENT_TWICE),
        (Engine(evolve=broken.forgets_lost), Breach.SENT_TWICE),
        (broken.FORGETS_ATTEMPTS, Breach.UNNAMED_END),
        (Engine(evolve=broken.goes_on_after_a_failure), Breach.SENT_AFTER_STOP),
        (Engine(evolve=broken.does_not_halt_what_is_beside), Breach.SENT_AFTER_STOP),
    ],
)
def test_every_defect_is_found_in_arms_that_are_walked_apart(engine: Engine, breach: Breach) -> None:
    findings = Prover(engine).check(settled_arms()).findings
    assert breach.value in {one.rule for one in findings}
    assert all("p/" in one.message or "path" in one.message or "road" in one.message for one in findings)


def test_where_no_defect_is_none_is_found() -> None:
    assert Prover().check(settled_arms()).findings == ()


def settled_arms() -> Procedure:
    """Arms that read back and send again; one of two steps, and others of four that only stop."""
    settling = replace(call(verify=verify(IfNot.RESEND, within=40, every=40)), retry=Retry(3))
    stopping = Branch("beside", Block(tuple(step(f"b{at}", call()) for at in range(4))))
    settled = Branch("arm", Block((step("s0", settling), step("s1", settling))))
    return procedure(step("p", Parallel((settled, stopping), 2)), rescue=[handover()])


def test_what_runs_after_arms_that_stopped_is_found() -> None:
    of = procedure(arms(3, 2), step("z", call()))
    found = Prover(Engine(evolve=broken.goes_on_after_a_failure)).check(of).findings
    assert any(one.message.startswith("z ") for one in found)


def test_all_addresses_of_parts_are_addresses_of_the_whole() -> None:
    of = skeleton(procedure(arms(4, 3)))
    assert all(pattern(at) in addresses(of) for one in parts(of) for at in addresses(one.procedure))
