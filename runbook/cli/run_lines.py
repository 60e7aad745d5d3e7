"""From a run in a directory to its line in the list of runs."""

from collections.abc import Sequence

from runbook.cli.onlooker import looked_at
from runbook.cli.unbegun import unbegun_words
from runbook.frozen import replace
from runbook.interpreter.events import RunClosed, RunEnded
from runbook.language.procedure import StepState
from runbook.reporting.fold import fold
from runbook.reporting.next_step import asked_elsewhere, next_commands
from runbook.reporting.report import Closed, Report
from runbook.reporting.runs_text import RunLine
from runbook.runtime.journal_contents import Glimpse, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ports import Recorded
from runbook.runtime.run_list import RunEntry

_OPEN = (StepState.IN_DOUBT, StepState.WAITING)
_CLEAR = (StepState.DONE, StepState.SKIPPED)
"""How a run ends that left nothing in doubt."""


def run_line(entry: RunEntry) -> RunLine:
    """The line of a run; only one that is open, or that may have left something in doubt, is read whole."""
    if entry.glimpse is None:
        return _unreadable(entry, entry.trouble)
    line = _headed(entry, entry.glimpse)
    last = entry.glimpse.last
    if isinstance(last, RunEnded) and last.state in _CLEAR:
        return replace(line, state=last.state, because=last.because)
    try:
        events = read_journal(entry.path).events
    except JournalError as error:
        return _unreadable(entry, error.reason)
    report = fold((one.at, one.event) for one in events)
    if report is None:
        because = "" if entry.running else unbegun_words(entry.path.parent, entry.run)
        return replace(line, because=because, closed=_closed(events))
    report = looked_at(report, entry.path.with_suffix(".lock"), running=entry.running)
    because = report.because or (report.doubts[0].reason if report.doubts else "")
    return replace(
        line,
        state=report.state,
        because=because,
        next=next_commands(report),
        in_doubt=len(report.doubts),
        until=_until(report),
        asked=asked_elsewhere(report) if report.running and _asks(report) else "",
        closed=report.closed,
    )


def _closed(events: Sequence[Recorded]) -> Closed | None:
    """Return who gave up a run that had not even begun."""
    given_up = ((one.at, one.event) for one in events if isinstance(one.event, RunClosed))
    return next((Closed(at, event.by, event.because) for at, event in given_up), None)


def _asks(report: Report) -> bool:
    """Whether a person must answer, not only time pass."""
    return report.state is StepState.WAITING and report.postponed_until is None


def _until(report: Report) -> float | None:
    """When the first open question closes, or the wait is over."""
    if report.postponed_until is not None:
        return report.postponed_until
    asked = [step.open_question for step in report.walk()] if report.ended_at is None else []
    return min((one.until for one in asked if one is not None and one.until is not None), default=None)


def _headed(entry: RunEntry, glimpse: Glimpse) -> RunLine:
    header = glimpse.header
    return RunLine(entry.run, header.procedure, header.environment, header.started, None, entry.running, "")


def _unreadable(entry: RunEntry, trouble: str) -> RunLine:
    return RunLine(entry.run, "", "", None, None, entry.running, "", trouble)


def words_of(run: RunLine) -> tuple[str, ...]:
    """Every word by which `--state` finds a run: one that ended and left something in doubt is in doubt as well."""
    said = state_of(run)
    if run.closed is not None:
        return (said,)
    return (said, StepState.IN_DOUBT.value) if run.in_doubt and run.state is not None and not run.running else (said,)


def state_of(run: RunLine) -> str:
    """The word by which `--state` knows a run."""
    if run.trouble:
        return "unreadable"
    if run.closed is not None:
        return "closed"
    if run.state is None or (run.running and run.state in _OPEN):
        return "running" if run.running else "unfinished"
    return run.state.value
