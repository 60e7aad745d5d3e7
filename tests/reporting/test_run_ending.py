import pytest
from example_run import doubtful_run, killed_run, retried_run, started, timed

from runbook.frozen import replace
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
    assert "look it up" in next_step(report(killed_run()))[0]
    assert "nothing of it is in doubt" in next_step(report([started()]))[0]


def test_the_summary_counts() -> None:
    assert "2 requests, 1 irreversible · 1 in doubt" in paint_plain(ending(report(doubtful_run())))
