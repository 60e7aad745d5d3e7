from example_run import doubtful_run, handed_over_run, timed

from runbook.frozen import replace
from runbook.reporting.fold import fold
from runbook.reporting.report import Report
from runbook.reporting.run_ending import ending
from runbook.reporting.style import paint_plain


def report(events) -> Report:  # type: ignore[no-untyped-def]
    folded = fold(timed(events))
    assert folded is not None
    return folded


def test_the_summary_counts() -> None:
    assert "2 requests, 1 irreversible · 1 in doubt" in paint_plain(ending(report(doubtful_run())))


def test_a_run_that_a_process_drives_is_not_called_unfinished() -> None:
    living = replace(report(handed_over_run()[:3]), running=True)
    said = paint_plain(ending(living))
    assert "▸ running" in said
    assert "a process is at work on it" in said
