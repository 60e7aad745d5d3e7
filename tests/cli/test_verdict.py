from runbook.cli.exits import Exit
from runbook.cli.verdict import exit_of
from runbook.language.procedure import StepState


def test_nothing_that_needs_a_person_looks_green() -> None:
    assert {state: exit_of(state) for state in StepState} == {
        StepState.DONE: Exit.DONE,
        StepState.DONE_WITH_NOTES: Exit.DONE,
        StepState.SKIPPED: Exit.DONE,
        StepState.FAILED: Exit.FAILED,
        StepState.HANDED_OVER: Exit.PERSON,
        StepState.WAITING: Exit.PERSON,
        StepState.IN_DOUBT: Exit.IN_DOUBT,
    }
