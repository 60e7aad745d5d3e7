from example_run import doubtful_run, fallback_run, killed_run, timed

from runbook.reporting.fold import fold


def test_walking_meets_every_step_outer_ones_first() -> None:
    report = fold(timed(fallback_run()))
    assert report is not None
    services = report.steps[0]
    assert [step.id for step in services.walk()] == ["services", "one_by_one", "one_by_one[0]", "one_by_one[1]"]


def test_while_a_process_drives_a_run_a_request_under_way_is_not_in_doubt() -> None:
    cut_off, ended = fold(timed(killed_run())), fold(timed(doubtful_run()))
    assert cut_off is not None
    assert ended is not None
    assert (len(cut_off.doubts), cut_off.totals.in_doubt) == (1, 1)
    driven = cut_off.driven()
    assert (driven.running, driven.doubts, driven.totals.in_doubt) == (True, (), 0)
    assert ended.driven() is ended


def test_what_is_in_doubt_stays_so_whoever_drives_the_run() -> None:
    resting = fold(timed(doubtful_run()[:-2]))
    assert resting is not None
    assert len(resting.doubts) == 1
    assert resting.driven().doubts == resting.doubts
