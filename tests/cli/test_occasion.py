from plan_project import Project

from runbook.cli.occasion import COMMAND_LINE
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic


def test_a_command_line_does_for_what_nobody_must_approve(project: Project) -> None:
    asked = Asked("play.yaml", ("case_id=c",), None, "simulator", ())
    demanding = prepare(asked)
    project.play()
    free = prepare(asked)
    assert isinstance(demanding, Prepared)
    assert isinstance(free, Prepared)
    assert isinstance(COMMAND_LINE.forbids(demanding), Refusal)
    assert COMMAND_LINE.forbids(free) is None


def test_a_command_line_can_be_said_again() -> None:
    opened = refused(Diagnostic("journal", "no room"))
    assert COMMAND_LINE.begin(lambda: opened) is opened
    assert (COMMAND_LINE.plan, COMMAND_LINE.confirmed) == ("", False)
