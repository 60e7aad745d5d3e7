"""A block walks its steps, its rescue and its always part."""

from runbook.interpreter.blocks import after, fresh_block, part_steps
from runbook.interpreter.state import BlockProgress, Failure, Finished, Part
from runbook.language.procedure import Block, Let, StepState
from tests.interpreter.building import call, handover, step

A, B = step("a", call()), step("b", call())
FAILURE = Failure("a", "a", "why")


def ended(state: StepState) -> Finished:
    return Finished(state, "", {}, {}, FAILURE if state is StepState.FAILED else None)


def test_a_block_without_steps_is_over_at_once() -> None:
    assert fresh_block(Block(())).over


def test_it_goes_to_the_next_step_and_then_to_always() -> None:
    block = Block((A, B), always=(handover(),))
    second = after(block, fresh_block(block), A, ended(StepState.DONE))
    assert (second.part, second.position) == (Part.STEPS, 1)
    last = after(block, second, B, ended(StepState.DONE_WITH_NOTES))
    assert (last.part, last.outcome) == (Part.ALWAYS, StepState.DONE_WITH_NOTES)
    assert after(block, last, handover(), ended(StepState.DONE)).over


def test_only_a_failure_is_rescued() -> None:
    block = Block((A, B), rescue=(handover(),))
    failed = after(block, fresh_block(block), A, ended(StepState.FAILED))
    assert (failed.part, failed.outcome, failed.failure) == (Part.RESCUE, StepState.HANDED_OVER, FAILURE)
    doubtful = after(block, fresh_block(block), A, ended(StepState.IN_DOUBT))
    assert doubtful.over
    assert doubtful.outcome is StepState.IN_DOUBT


def test_always_can_only_make_it_worse() -> None:
    block = Block((A,), always=(B,))
    cleaning = BlockProgress(Part.ALWAYS, 0, outcome=StepState.IN_DOUBT)
    assert after(block, cleaning, B, ended(StepState.FAILED)).outcome is StepState.IN_DOUBT
    assert after(block, BlockProgress(Part.ALWAYS), B, ended(StepState.FAILED)).outcome is StepState.FAILED
    noted = after(block, BlockProgress(Part.ALWAYS), B, ended(StepState.DONE_WITH_NOTES))
    assert noted.outcome is StepState.DONE_WITH_NOTES


def test_names_of_a_let_are_not_results() -> None:
    named = step("n", Let({}))
    block = Block((named, A))
    moved = after(block, fresh_block(block), named, Finished(StepState.DONE, "", {"x": 1}, {}))
    assert moved.names == {"x": 1}
    assert moved.steps == {}


def test_each_part_has_its_steps() -> None:
    block = Block((A,), (B,), (handover(),))
    assert [part_steps(block, part) for part in Part] == [(A,), (B,), (handover(),)]
