"""A run as somebody finds it who looks at it now: driven by a living process, or at rest for so long."""

from pathlib import Path

from runbook.frozen import replace
from runbook.language.procedure import StepState
from runbook.reporting.fold import fold
from runbook.reporting.next_step import asked_elsewhere
from runbook.reporting.report import Report
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal_contents import journal_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import Owner, RunOwnedError, owner_at


def looked_at(report: Report, lock: Path, *, running: bool) -> Report:
    """The report as it stands now. `lock`: the lock of its run; `running`: whether a process holds that."""
    if running:
        return report.driven(_named(owner_at(lock)))
    return replace(report, looked_at=SystemClock().now())


def held_elsewhere(directory: Path, error: RunOwnedError) -> str:
    """What a person does about a run that another process holds, maybe to ask somebody at its terminal."""
    try:
        events = read_journal(journal_path(directory, error.run)).events
    except JournalError:
        events = ()
    report = fold((one.at, one.event) for one in events)
    if report is not None and report.state is StepState.WAITING and report.postponed_until is None:
        return asked_elsewhere(report.driven(_named(error.owner)))
    return "wait until that process has ended, or end it"


def _named(owner: Owner | None) -> str:
    return f"process {owner.pid} on {owner.host}" if owner is not None else ""
