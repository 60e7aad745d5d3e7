"""States of steps are ordered by how much attention they need."""

from itertools import product

from runbook.interpreter.state import worse
from runbook.language.procedure import StepState


def test_the_worse_of_two_is_one_of_them_whichever_comes_first() -> None:
    for first, second in product(StepState, StepState):
        assert worse(first, second) is worse(second, first)
        assert worse(first, second) in (first, second)


def test_doubt_is_worst_and_a_note_is_worse_than_done() -> None:
    assert all(worse(state, StepState.IN_DOUBT) is StepState.IN_DOUBT for state in StepState)
    assert worse(StepState.DONE, StepState.DONE_WITH_NOTES) is StepState.DONE_WITH_NOTES
