"""Takes up a run where its journal stops: as its one owner, by the engine that began it unless it is over."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from runbook import __version__
from runbook.cli.already_sent import weighed
from runbook.cli.exits import Exit
from runbook.cli.onlooker import held_elsewhere
from runbook.cli.refusal import Refusal, refused
from runbook.cli.repeats import ledger_trouble
from runbook.cli.run_files import run_directory, unreadable, warn_of_lost_attempts, warn_of_torn_end
from runbook.cli.unbegun import in_doubt_words
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.frozen import frozen
from runbook.interpreter.events import RunClosed, RunEnded, RunStarted
from runbook.interpreter.standing import Standing, standings
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import HeldJournal, RunJournal
from runbook.runtime.journal_contents import JournalContents, journal_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_witness import unrecorded
from runbook.runtime.owner import RunOwnedError
from runbook.runtime.ports import Recorded
from runbook.runtime.secret_memory import SecretMemory


@frozen
class TakenUp:
    """A run that was taken up: its journal, held and not yet changed, how it began, and how it ended.

    `begun` is None when nothing of it was recorded; `lost`: what it claimed in the ledger although the journal does not
    know of the attempt.
    """

    held: HeldJournal
    begun: RunStarted | None
    ended: RunEnded | None = None
    closed: RunClosed | None = None
    lost: tuple[Claim, ...] = ()

    @property
    def contents(self) -> JournalContents:
        """What the journal says."""
        return self.held.contents

    @property
    def started(self) -> RunStarted:
        """The beginning of the run; only of one that was taken up to go on."""
        if self.begun is None:
            raise AssertionError("a run that did not begin cannot go on")
        return self.begun

    @property
    def over(self) -> bool:
        """True when nothing of it happens any more."""
        return self.ended is not None or self.closed is not None


def take_up(run: str, memory: SecretMemory, clock: SystemClock, *, to_go_on: bool = True) -> TakenUp | Refusal:
    """The run of that name, held until its journal is closed; or why it cannot be had, and then nothing is held.

    `to_go_on`: it must have begun, and by this engine unless it is over.
    """
    directory = run_directory()
    if isinstance(directory, Refusal):
        return directory
    try:
        held = RunJournal.hold(directory, run, clock=clock, redact=memory.redact_json)
    except RunOwnedError as error:
        help = held_elsewhere(directory, error)
        return refused(Diagnostic("run-owned", str(error), subject=run, help=help), Exit.REFUSED)
    except JournalError as error:
        return weighed(unreadable(run, error, directory), _readable(directory, run))
    taken = _taken(directory, held, to_go_on=to_go_on)
    if isinstance(taken, Refusal):
        held.close()
        return weighed(taken, held.contents.events)
    return taken


def _readable(directory: Path, run: str) -> tuple[Recorded, ...]:
    """Return the events of a run that cannot be taken up; nothing where they cannot be read either."""
    try:
        return read_journal(journal_path(directory, run)).events
    except JournalError:
        return ()


def _taken(directory: Path, held: HeldJournal, *, to_go_on: bool) -> TakenUp | Refusal:
    """The run beside what the ledger knows of it; or why it cannot go on."""
    contents = held.contents
    events = [one.event for one in contents.events]
    try:
        lost = tuple(unrecorded(directory.parent, contents.run, events))
    except LedgerError as error:
        return refused(ledger_trouble(str(error)), Exit.REFUSED)
    taken = TakenUp(
        held,
        next((one for one in events if isinstance(one, RunStarted)), None),
        next((one for one in reversed(events) if isinstance(one, RunEnded)), None),
        next((one for one in events if isinstance(one, RunClosed)), None),
        lost,
    )
    refusal = _in_the_way(taken) if to_go_on and not taken.over else None
    if refusal is not None:
        return refusal
    if lost and taken.ended is None:
        held.doubt_end()
    return taken


def _in_the_way(taken: TakenUp) -> Refusal | None:
    contents = taken.contents
    if taken.begun is None and taken.lost:
        help = "look each up with the provider; whoever asks for it again is told that it is in doubt"
        message = in_doubt_words(taken.lost)
        return refused(Diagnostic("torn-journal", message, subject=contents.run, help=help), Exit.IN_DOUBT)
    if taken.begun is None:
        message, help = "it ended before it began: nothing was sent", "run the playbook again"
        return refused(Diagnostic("run-ended", message, subject=contents.run, help=help), Exit.REFUSED)
    if contents.header.engine != __version__:
        message = f"it was begun by runbook {contents.header.engine}; this is {__version__}"
        help = f"go on with runbook {contents.header.engine}, which means by its playbook what was reviewed"
        return refused(Diagnostic("engine-changed", message, subject=contents.run, help=help), Exit.REFUSED)
    return None


def open_again(taken: TakenUp, more: Iterable[Source]) -> RunJournal | Refusal:
    """Its journal, with more documents, to go on writing it; an end that was cut off is reported."""
    if taken.lost:
        warn_of_lost_attempts(taken.contents.run, taken.lost)
    else:
        warn_of_torn_end(taken.contents)
    with ExitStack() as undo:
        try:
            journal = taken.held.open()
            undo.callback(journal.close)
            journal.keep(more)
        except JournalError as error:
            finding = Diagnostic("journal", str(error), subject=taken.contents.run, help="nothing was sent")
            return weighed(refused(finding, Exit.REFUSED), taken.contents.events)
        undo.pop_all()
    return journal


def doubts_left(contents: JournalContents) -> tuple[str, ...]:
    """The addresses of the effects of which nobody has said yet whether they happened."""
    effects = standings(one.event for one in contents.events)
    return tuple(effect.address for effect in effects if effect.standing is Standing.IN_DOUBT)
