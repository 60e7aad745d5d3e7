from example_run import fallback_run, timed

from runbook.reporting.fold import fold


def test_walking_meets_every_step_outer_ones_first() -> None:
    report = fold(timed(fallback_run()))
    assert report is not None
    services = report.steps[0]
    assert [step.id for step in services.walk()] == ["services", "one_by_one", "one_by_one[0]", "one_by_one[1]"]
