import json

import pytest
from prepared import prepared
from recorded import RUN, cut_off
from test_run_lines import left_in_doubt

from runbook.cli.continuation import go_on
from runbook.cli.exits import Exit
from runbook.cli.persons_word import choice
from runbook.interpreter.events import RunEnded
from runbook.language.procedure import StepState


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (StepState.DONE, Exit.DONE),
        (StepState.DONE_WITH_NOTES, Exit.DONE),
        (StepState.FAILED, Exit.FAILED),
        (StepState.HANDED_OVER, Exit.PERSON),
        (StepState.IN_DOUBT, Exit.IN_DOUBT),
    ],
)
def test_a_run_that_ended_is_reported_with_the_exit_code_of_its_end(
    state: StepState, code: Exit, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(prepared(), RunEnded("", state, "why", {}))
    assert go_on(RUN, (), "json") == code
    said = capsys.readouterr()
    assert json.loads(said.out)["state"] == state.value
    assert "there is nothing to go on with, and nothing was sent" in said.err


def test_what_it_left_in_doubt_is_not_green(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(), *left_in_doubt())
    assert go_on(RUN, (), "json") == Exit.IN_DOUBT


def test_a_word_that_comes_too_late_is_invalid(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(), RunEnded("", StepState.DONE, "", {}))
    assert go_on(RUN, (), "text", choice("confirm", "go")) == Exit.INVALID
    assert "error[run-ended]: it ended, done" in capsys.readouterr().err
