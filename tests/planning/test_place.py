"""A place of a state is found by its address, and changed without touching anything else."""

import pytest

from runbook.interpreter.state import BlockProgress, CallProgress, FanProgress, Fresh, Phase, State, UseProgress
from runbook.language.procedure import Block, Branch, Group, Parallel, Use, Verb
from runbook.planning.place import changed, found
from tests.interpreter.building import call, loop, procedure, row, step

INNER = step("in", call())
HERE = CallProgress(Phase.BACKOFF)
INSIDE = BlockProgress(current=HERE)
FALLING = CallProgress(Phase.FALLBACK, fallback=INSIDE)


@pytest.mark.parametrize(
    ("around", "progress", "address"),
    [
        (INNER, HERE, "in"),
        (step("g", Group(Block((INNER,)))), INSIDE, "g/in"),
        (step("u", Use(procedure(INNER), {})), UseProgress({}, INSIDE), "u/in"),
        (step("c", call(row("422", Verb.FALLBACK), fallback=Block((INNER,)))), FALLING, "c/in"),
        (step("p", Parallel((Branch("a", Block((INNER,))),), 1)), FanProgress(1, None, {0: INSIDE}), "p/a/in"),
        (step("l", call(), loop=loop("inputs.ids")), FanProgress(3, (1, 2, 3), {2: HERE}, 3), "l[2]"),
    ],
)
def test_a_progress_is_found_and_changed_where_it_stands(around: object, progress: object, address: str) -> None:
    of = procedure(around)  # type: ignore[arg-type]
    state = State(block=BlockProgress(current=progress))  # type: ignore[arg-type]
    assert found(of, state, address) is HERE
    other = changed(of, state, address, lambda _: Fresh(opened=True))
    assert found(of, other, address) == Fresh(opened=True)
    assert changed(of, other, address, lambda _: HERE) == state


def test_an_item_and_an_arm_that_have_not_begun_are_fresh() -> None:
    of = procedure(step("l", call(), loop=loop("inputs.ids")))
    fan = FanProgress(3, (1, 2, 3))
    state = State(block=BlockProgress(current=fan))
    assert found(of, state, "l") is fan
    assert found(of, state, "l[1]") == Fresh()
    arms = procedure(step("p", Parallel((Branch("a", Block((INNER,))),), 1)))
    waiting = State(block=BlockProgress(current=FanProgress(1, None)))
    assert found(arms, waiting, "p/a") == BlockProgress()


def test_a_step_that_is_not_at_work_is_nowhere() -> None:
    with pytest.raises(AssertionError, match="is not at work"):
        found(procedure(INNER), State(), "elsewhere")
    with pytest.raises(AssertionError, match="has nothing inside"):
        found(procedure(INNER), State(), "in/deeper")
