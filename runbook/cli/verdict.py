"""From how a run stands to the exit code that says so."""

from runbook.cli.exits import Exit
from runbook.language.procedure import StepState

_EXITS = {
    StepState.DONE: Exit.DONE,
    StepState.DONE_WITH_NOTES: Exit.DONE,
    StepState.SKIPPED: Exit.DONE,
    StepState.FAILED: Exit.FAILED,
    StepState.HANDED_OVER: Exit.PERSON,
    StepState.WAITING: Exit.PERSON,
    StepState.IN_DOUBT: Exit.IN_DOUBT,
}


def exit_of(state: StepState) -> Exit:
    """The exit code of a run that ended in this state."""
    return _EXITS[state]
