"""A run as its journal holds it, for commands that only look."""

from runbook.cli.exits import Exit
from runbook.cli.onlooker import looked_at
from runbook.cli.refusal import Refusal, refused
from runbook.cli.relinking import relink
from runbook.cli.run_files import LAST, run_directory, unreadable, warn_of_torn_end
from runbook.cli.unbegun import unbegun_words
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.interpreter.events import Event, RunStarted
from runbook.language.procedure import Procedure, StepState
from runbook.reporting.fold import fold
from runbook.reporting.prospects import with_prospects
from runbook.reporting.report import Report
from runbook.runtime.journal_contents import JournalContents, journal_path, lock_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import is_owned
from runbook.runtime.run_list import last_run


@frozen
class RecordedRun:
    """What a journal says, and the report of it."""

    contents: JournalContents
    started: RunStarted
    report: Report

    @property
    def happened(self) -> list[tuple[float, Event]]:
        """Every event with its time."""
        return [(one.at, one.event) for one in self.contents.events]

    def procedure(self) -> Procedure | Refusal:
        """The very procedure that was run, from the texts in the journal."""
        return relink(self.contents, self.started)

    def with_prospects(self) -> Report:
        """The report, open questions with where each choice leads, if the procedure can still be made."""
        if self.report.state is not StepState.WAITING:
            return self.report
        procedure = self.procedure()
        if isinstance(procedure, Refusal):
            return self.report
        return with_prospects(self.report, procedure, (one.event for one in self.contents.events))


def recorded_run(run: str) -> RecordedRun | Refusal:
    """The run of that name, or why there is nothing to look at."""
    directory = run_directory()
    if isinstance(directory, Refusal):
        return directory
    if run == LAST:
        last = last_run(directory)
        if last is None:
            return refused(Diagnostic("unknown-run", "nothing was run yet", subject=LAST), Exit.INVALID)
        run = last
    try:
        contents = read_journal(journal_path(directory, run))
        running = is_owned(lock_path(directory, run))
    except JournalError as error:
        return unreadable(run, error, directory)
    started = next((one.event for one in contents.events if isinstance(one.event, RunStarted)), None)
    report = fold((one.at, one.event) for one in contents.events)
    if report is None or started is None:
        message = f"{run}: {unbegun_words(directory, run)}"
        return refused(Diagnostic("unknown-run", message, subject=run), Exit.INVALID)
    warn_of_torn_end(contents)
    return RecordedRun(contents, started, looked_at(report, lock_path(directory, run), running=running))
