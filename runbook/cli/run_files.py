"""Where the runs of this machine are kept, and why one of them cannot be had."""

import os
from collections.abc import Sequence
from pathlib import Path

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.cli.unbegun import named
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.suggest import did_you_mean
from runbook.reporting.frames import frame
from runbook.reporting.next_step import close_command, settle_commands
from runbook.runtime.journal_contents import JournalContents, journal_path, read_journal
from runbook.runtime.journal_file import JournalDamagedError, JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_untold import ledger_notes
from runbook.runtime.ledger_witness import unrecorded
from runbook.runtime.private import PrivacyError
from runbook.runtime.run_list import last_run
from runbook.runtime.state import StateError, runs_directory, state_directory


def run_directory() -> Path | Refusal:
    """Where the journals are."""
    try:
        return runs_directory(state_directory(os.environ))
    except StateError as error:
        return no_state(error)


def no_state(error: StateError | PrivacyError) -> Refusal:
    """Return why nothing can be kept: a place that is wrong is invalid, a machine that cannot use it now refuses."""
    help = error.help if isinstance(error, StateError) else "nothing was sent"
    exit = Exit.REFUSED if error.trouble else Exit.INVALID
    reason = error.reason if isinstance(error, StateError) else str(error)
    return refused(Diagnostic("state-directory", reason, subject="RUNBOOK_STATE", help=help), exit)


LAST = "last"
"""Stands for the run that began last, where a command only looks."""


def unreadable(run: str, error: JournalError, directory: Path) -> Refusal:
    """Why there is no journal of that name that can be read."""
    if run == LAST:
        return _only_a_look(directory)
    if is_readable(directory, run):
        help = "nothing was recorded and nothing was sent; mend that, then say it again"
        return refused(Diagnostic("journal", str(error), subject=run, help=help), Exit.REFUSED)
    known = [path.stem for path in directory.glob("*.db")]
    claims, settle = _claims(directory, run)
    if run not in known and not claims and _is_settled(directory, run):
        message = "its journal is gone, and nothing of it is in doubt"
        return refused(Diagnostic("journal", message, subject=run, help="see what it did: runbook ledger"))
    if run not in known and not claims:
        help = did_you_mean(run, known) or "see: runbook runs list"
        return refused(Diagnostic("unknown-run", f"no run {run}", subject=run, help=help))
    if run not in known:
        error = JournalError(journal_path(directory, run), "is gone")
    damaged = isinstance(error, JournalDamagedError)
    rule = "damaged-journal" if damaged else "journal"
    exit = Exit.IN_DOUBT if claims else Exit.INVALID if damaged else Exit.REFUSED
    mend = f"to take it off the inbox: {close_command(run)}" if damaged else "mend that, then say it again"
    nothing = f"nothing was sent; {mend}"
    help = f"{claims}; look it up with the provider{settle}" if claims else nothing
    return refused(Diagnostic(rule, str(error), subject=run, help=help), exit)


def is_readable(directory: Path, run: str) -> bool:
    """Return True if the journal of a run can be read, though maybe not be written now."""
    try:
        read_journal(journal_path(directory, run))
    except JournalError:
        return False
    return True


def _claims(directory: Path, run: str) -> tuple[str, str]:
    """Return what the ledger knows that a run may have sent whose journal does not tell, and how to settle it."""
    try:
        claims = unrecorded(directory.parent, run, [])
    except LedgerError as error:
        return f"nobody can tell whether it sent anything: {error}", ""
    if not claims:
        return "", ""
    happened, did_not = settle_commands(run, claims[0].address)
    return f"the ledger knows what it may have sent: {named(claims)}", f" and say it: {happened}, or {did_not}"


def _is_settled(directory: Path, run: str) -> bool:
    """Return True for a run that the ledger knows, of which a person said everything."""
    try:
        return ledger_notes(directory.parent).knows(run)
    except LedgerError:
        return False


def _only_a_look(directory: Path) -> Refusal:
    """Between a look and a word another run may begin, and the word would be said of that."""
    last = last_run(directory)
    message = f"`{LAST}` only names a run where a command looks"
    if last is not None:
        message += f"; the last run is {last}"
    return refused(Diagnostic("unknown-run", message, subject=LAST, help="name the run itself: runbook runs list"))


def warn_of_torn_end(contents: JournalContents) -> None:
    """Say so when the end of a journal is missing."""
    if not contents.torn:
        return
    message = "the end of its journal is incomplete: what was recorded last is lost (a power cut, a full disk)"
    help = "everything before it is whole; what would come next is taken for sent, and read back before anything else"
    found = Diagnostic("torn-journal", message, severity=Severity.WARNING, subject=contents.run, help=help)
    show.painted_words(frame(found))


def warn_of_lost_attempts(run: str, lost: Sequence[Claim]) -> None:
    """Say so when the ledger knows more of a run than its journal."""
    message = f"the ledger knows of an attempt that the journal does not: {named(lost)}"
    help = "its end was lost, or it is an older copy; what would come next is taken for sent, and read back first"
    found = Diagnostic("torn-journal", message, severity=Severity.WARNING, subject=run, help=help)
    show.painted_words(frame(found))
