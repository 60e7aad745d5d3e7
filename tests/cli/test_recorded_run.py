from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.recorded_run import RecordedRun, recorded_run
from runbook.cli.refusal import Refusal
from runbook.language.procedure import Procedure


def test_a_run_is_read_with_its_report_and_its_procedure() -> None:
    cut_off(prepared())
    found = recorded_run(RUN)
    assert isinstance(found, RecordedRun)
    assert found.report.run == found.started.run == RUN
    assert len(found.happened) == 1
    assert isinstance(found.procedure(), Procedure)


def test_a_run_that_never_began_has_nothing_to_look_at() -> None:
    cut_off(prepared(), started=False)
    found = recorded_run(RUN)
    assert isinstance(found, Refusal)
    assert "nothing was sent" in found.findings[0].message


def test_last_is_the_run_that_began_last() -> None:
    unknown = recorded_run("last")
    assert isinstance(unknown, Refusal)
    cut_off(prepared())
    found = recorded_run("last")
    assert isinstance(found, RecordedRun)
    assert found.report.run == RUN


def test_an_unknown_run_is_suggested() -> None:
    cut_off(prepared())
    found = recorded_run(RUN[:-1] + "x")
    assert isinstance(found, Refusal)
    assert RUN in found.findings[0].help
