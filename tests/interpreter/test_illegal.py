"""An event that cannot have happened says which and where."""

from runbook.interpreter.events import StepEnded
from runbook.interpreter.illegal import IllegalEventError
from runbook.language.procedure import StepState


def test_it_names_the_event_and_the_place() -> None:
    error = IllegalEventError(StepEnded("a", StepState.DONE), "ready")
    assert str(error) == "StepEnded at a does not follow ready"
    assert error.where == "ready"
