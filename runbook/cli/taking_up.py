"""Takes up a run where its journal stops: as its one owner, by the engine that began it, unless it is over."""

from pathlib import Path

from runbook import __version__
from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.cli.run_files import run_directory, unreadable
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.interpreter.events import RunEnded, RunStarted
from runbook.reporting.words import state_words
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalContents, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import RunOwnedError
from runbook.runtime.secret_memory import SecretMemory


@frozen
class TakenUp:
    """A run that can go on: its open journal, what that says, and how it began."""

    journal: RunJournal
    contents: JournalContents
    started: RunStarted


def take_up(run: str, memory: SecretMemory, clock: SystemClock) -> TakenUp | Refusal:
    """The run of that name, held until its journal is closed; or why it cannot go on, and then nothing is held."""
    directory = run_directory()
    if isinstance(directory, Refusal):
        return directory
    try:
        journal = RunJournal.open(directory, run, clock=clock, redact=memory.redact_json)
    except RunOwnedError as error:
        help = "wait until that process has ended, or end it"
        return refused(Diagnostic("run-owned", str(error), subject=run, help=help), Exit.REFUSED)
    except JournalError as error:
        return unreadable(run, error, directory)
    taken = _read(run, journal, directory)
    if isinstance(taken, Refusal):
        journal.close()
    return taken


def _read(run: str, journal: RunJournal, directory: Path) -> TakenUp | Refusal:
    try:
        contents = read_journal(journal.path)
    except JournalError as error:
        return unreadable(run, error, directory)
    started = next((one.event for one in contents.events if isinstance(one.event, RunStarted)), None)
    if started is None:
        return _ended(run, "it ended before it began: nothing was sent", "run the playbook again")
    ended = next((one.event for one in reversed(contents.events) if isinstance(one.event, RunEnded)), None)
    if ended is not None:
        because = f": {ended.because}" if ended.because else ""
        return _ended(run, f"it ended, {state_words(ended.state)[1]}{because}", f"see: runbook runs show {run}")
    if contents.header.engine != __version__:
        message = f"it was begun by runbook {contents.header.engine}; this is {__version__}"
        help = f"go on with runbook {contents.header.engine}, which means by its playbook what was reviewed"
        return refused(Diagnostic("engine-changed", message, subject=run, help=help), Exit.REFUSED)
    return TakenUp(journal, contents, started)


def _ended(run: str, message: str, help: str) -> Refusal:
    return refused(Diagnostic("run-ended", message, subject=run, help=help), Exit.REFUSED)
