"""Takes up a run where its journal stops: as its one owner, by the engine that began it, unless it is over."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from runbook import __version__
from runbook.cli.exits import Exit
from runbook.cli.onlooker import held_elsewhere
from runbook.cli.refusal import Refusal, refused
from runbook.cli.repeats import ledger_trouble
from runbook.cli.run_files import run_directory, unreadable, warn_of_lost_attempts, warn_of_torn_end
from runbook.cli.unbegun import in_doubt_words
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.diagnostics.suggest import did_you_mean
from runbook.frozen import frozen, replace
from runbook.interpreter.events import RunEnded, RunStarted
from runbook.interpreter.standing import Standing, standings
from runbook.reporting.words import state_words
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import HeldJournal, RunJournal
from runbook.runtime.journal_contents import JournalContents
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_witness import unrecorded
from runbook.runtime.owner import RunOwnedError
from runbook.runtime.secret_memory import SecretMemory


@frozen
class TakenUp:
    """A run that can go on: its journal, held and not yet changed, and how the run began.

    `lost`: what it claimed in the ledger although the journal does not know of the attempt.
    """

    held: HeldJournal
    started: RunStarted
    ended: RunEnded | None = None
    lost: tuple[Claim, ...] = ()

    @property
    def contents(self) -> JournalContents:
        """What the journal says."""
        return self.held.contents


def take_up(run: str, memory: SecretMemory, clock: SystemClock, *, about: str = "") -> TakenUp | Refusal:
    """The run of that name, held until its journal is closed; or why it cannot go on, and then nothing is held.

    `about`: the address of an effect; a run that ended and left it in doubt is taken up for a person's word on it.
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
        return unreadable(run, error, directory)
    taken = _witnessed(directory, held, _read(run, held, about))
    if isinstance(taken, Refusal):
        held.close()
    return taken


def _witnessed(directory: Path, held: HeldJournal, taken: TakenUp | Refusal) -> TakenUp | Refusal:
    """The same, beside what the ledger knows of the run."""
    contents = held.contents
    try:
        lost = tuple(unrecorded(directory.parent, contents.run, (one.event for one in contents.events)))
    except LedgerError as error:
        return refused(ledger_trouble(str(error)), Exit.REFUSED)
    if lost and not any(isinstance(one.event, RunStarted) for one in contents.events):
        help = "look each up with the provider; whoever asks for it again is told that it is in doubt"
        return refused(Diagnostic("torn-journal", in_doubt_words(lost), subject=contents.run, help=help), Exit.IN_DOUBT)
    if not lost or isinstance(taken, Refusal) or taken.ended is not None:
        return taken
    held.doubt_end()
    return replace(taken, lost=lost)


def _read(run: str, held: HeldJournal, about: str) -> TakenUp | Refusal:
    contents = held.contents
    started = next((one.event for one in contents.events if isinstance(one.event, RunStarted)), None)
    if started is None:
        return _ended(run, "it ended before it began: nothing was sent", "run the playbook again")
    ended = next((one.event for one in reversed(contents.events) if isinstance(one.event, RunEnded)), None)
    doubtful = doubts_left(contents) if ended is not None else ()
    if ended is not None and about in doubtful:
        return TakenUp(held, started, ended)
    if ended is not None:
        because = f": {ended.because}" if ended.because else ""
        return _ended(run, f"it ended, {state_words(ended.state)[1]}{because}", _left(run, about, doubtful))
    if contents.header.engine != __version__:
        message = f"it was begun by runbook {contents.header.engine}; this is {__version__}"
        help = f"go on with runbook {contents.header.engine}, which means by its playbook what was reviewed"
        return refused(Diagnostic("engine-changed", message, subject=run, help=help), Exit.REFUSED)
    return TakenUp(held, started)


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
            return refused(finding, Exit.REFUSED)
        undo.pop_all()
    return journal


def doubts_left(contents: JournalContents) -> tuple[str, ...]:
    """The addresses of the effects of which nobody has said yet whether they happened."""
    effects = standings(one.event for one in contents.events)
    return tuple(effect.address for effect in effects if effect.standing is Standing.IN_DOUBT)


def _left(run: str, about: str, doubtful: tuple[str, ...]) -> str:
    """What a person can do about a run that ended."""
    show = f"see: runbook runs show {run}"
    return f"{did_you_mean(about, doubtful)}; {show}" if about and doubtful else show


def _ended(run: str, message: str, help: str) -> Refusal:
    return refused(Diagnostic("run-ended", message, subject=run, help=help), Exit.REFUSED)
