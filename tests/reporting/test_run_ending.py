import pytest
from example_run import doubtful_run, killed_run, retried_run, started, timed

from runbook.frozen import replace
from runbook.interpreter.events import Asked, FellInDoubt, RunEnded
from runbook.language.procedure import StepState
from runbook.reporting.fold import fold
from runbook.reporting.report import Report
from runbook.reporting.run_ending import ending, next_step
from runbook.reporting.style import paint_plain


def report(events) -> Report:  # type: ignore[no-untyped-def]
    folded = fold(timed(events))
    assert folded is not None
    return folded


@pytest.mark.parametrize(
    "state", [StepState.FAILED, StepState.HANDED_OVER, StepState.WAITING, StepState.IN_DOUBT, None]
)
def test_every_run_that_needs_a_person_says_what_to_do(state: StepState | None) -> None:
    advice = next_step(replace(report([started()]), state=state))
    assert any("runbook runs show r-1" in one for one in advice)


def test_a_run_that_is_done_needs_nobody() -> None:
    assert next_step(report(retried_run())) == ()


def test_a_cut_off_run_says_whether_something_is_in_doubt() -> None:
    cut_off, idle = next_step(report(killed_run()))[0], next_step(report([started()]))[0]
    assert "nobody knows whether it acted" in cut_off
    assert "nothing of it is in doubt" in idle
    assert cut_off.endswith("runbook resume r-1")
    assert idle.endswith("runbook resume r-1")


def test_a_run_in_doubt_names_the_command_that_settles_it() -> None:
    events = [started(), FellInDoubt("loop[2]", 1, "no answer")]
    (settle,) = [one for one in next_step(report(events)) if one.startswith("runbook settle")]
    assert settle == "runbook settle r-1 'loop[2]' --happened|--did-not-happen --because TEXT"


def test_a_run_that_waits_names_the_command_that_answers_it() -> None:
    events = [started(), Asked("pick", "which?", ("go", "leave it"))]
    (answer,) = [one for one in next_step(report(events)) if one.startswith("runbook answer")]
    assert answer == "runbook answer r-1 pick go|'leave it'"


def test_a_run_that_ended_in_doubt_cannot_be_settled_any_more() -> None:
    ended = RunEnded("", StepState.IN_DOUBT, "", {})
    assert not [one for one in next_step(report([started(), ended])) if one.startswith("runbook settle")]


def test_the_summary_counts() -> None:
    assert "2 requests, 1 irreversible · 1 in doubt" in paint_plain(ending(report(doubtful_run())))
