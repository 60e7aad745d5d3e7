"""From a run in a directory to its line in the list of runs."""

from collections.abc import Sequence
from pathlib import Path

from runbook.cli import show
from runbook.cli.onlooker import looked_at
from runbook.cli.unbegun import unbegun_words
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.frozen import replace
from runbook.interpreter.events import RunClosed, RunEnded
from runbook.language.procedure import StepState
from runbook.reporting.fold import fold
from runbook.reporting.frames import frame
from runbook.reporting.next_step import asked_elsewhere, close_command, next_commands, settle_commands
from runbook.reporting.report import Closed, Report
from runbook.reporting.runs_text import RunLine
from runbook.runtime.journal_contents import Glimpse, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_untold import LedgerNotes, ledger_notes
from runbook.runtime.ports import Recorded
from runbook.runtime.run_list import RunEntry, began, list_runs

_OPEN = (StepState.IN_DOUBT, StepState.WAITING)
_CLEAR = (StepState.DONE, StepState.SKIPPED)
"""How a run ends that left nothing in doubt."""


def every_line(directory: Path) -> list[RunLine]:
    """The lines of all runs, the newest first, with those of which only the ledger knows; trouble with it is told."""
    try:
        notes = ledger_notes(directory.parent)
    except LedgerError as error:
        help = "what only the ledger knows is not in this list; see: runbook ledger"
        found = Diagnostic("ledger", str(error), severity=Severity.WARNING, subject="ledger", help=help)
        show.painted_words(frame(found))
        notes = LedgerNotes(directory)
    entries = list_runs(directory)
    lines = [run_line(entry, notes) for entry in entries]
    gone = [gone_line(run, notes) for run in notes.gone({entry.run for entry in entries})]
    return sorted([*gone, *lines], key=lambda one: began(one.run, one.at), reverse=True) if gone else lines


def run_line(entry: RunEntry, notes: LedgerNotes) -> RunLine:
    """The line of a run; only one that is open, or that may have left something in doubt, is read whole."""
    if entry.glimpse is None:
        return _unreadable(entry, entry.trouble, notes)
    line = _headed(entry, entry.glimpse)
    last = entry.glimpse.last
    if isinstance(last, RunEnded) and last.state in _CLEAR:
        return replace(line, state=last.state, because=last.because)
    try:
        events = read_journal(entry.path).events
    except JournalError as error:
        return _unreadable(entry, error.reason, notes)
    return _with_lost(_read(line, entry, events), notes)


def _read(line: RunLine, entry: RunEntry, events: Sequence[Recorded]) -> RunLine:
    """The line with what the events say."""
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


def gone_line(run: str, notes: LedgerNotes) -> RunLine:
    """The line of a run of which only the ledger still knows."""
    first = notes.doubts(run)[0]
    line = RunLine(run, "", first.environment, first.at, None, False, "", "its journal is gone")
    return _noted(line, notes)


def _unreadable(entry: RunEntry, trouble: str, notes: LedgerNotes) -> RunLine:
    line = RunLine(entry.run, "", "", None, None, entry.running, "", trouble)
    return line if entry.running else _noted(line, notes)


def _noted(line: RunLine, notes: LedgerNotes) -> RunLine:
    """The line of a run without a journal, with what the ledger knows of it, and what a person can say there."""
    doubts, given_up = notes.doubts(line.run), notes.given_up(line.run)
    settle = tuple(one for claim in doubts for one in settle_commands(line.run, claim.address))
    if given_up is not None:
        closed = Closed(given_up.at, given_up.by, given_up.because)
        return replace(line, in_doubt=len(doubts), closed=closed, next=settle)
    return replace(line, in_doubt=len(doubts), next=(*settle, close_command(line.run)))


def _with_lost(line: RunLine, notes: LedgerNotes) -> RunLine:
    """The line of a run that is over with what its journal lost and the ledger knows; others look when they go on."""
    doubts = notes.doubts(line.run) if line.state is not None or line.closed is not None else ()
    settle = tuple(one for claim in doubts for one in settle_commands(line.run, claim.address))
    return replace(line, in_doubt=line.in_doubt + len(doubts), next=(*settle, *line.next))


def words_of(run: RunLine) -> tuple[str, ...]:
    """Every word by which `--state` finds a run: one that ended and left something in doubt is in doubt as well."""
    said = state_of(run)
    if run.trouble and run.closed is None:
        return (said, StepState.IN_DOUBT.value) if run.in_doubt else (said,)
    if run.closed is not None:
        return (said,)
    return (said, StepState.IN_DOUBT.value) if run.in_doubt and run.state is not None and not run.running else (said,)


def state_of(run: RunLine) -> str:
    """The word by which `--state` knows a run."""
    if run.closed is not None:
        return "closed"
    if run.trouble:
        return "unreadable"
    if run.state is None or (run.running and run.state in _OPEN):
        return "running" if run.running else "unfinished"
    return run.state.value
