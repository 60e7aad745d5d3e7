"""A person's word that only the ledger can record: the run's journal is gone, cannot be read, or lost an attempt."""

from pathlib import Path

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.late_word import LateWord
from runbook.cli.ledger_lines import effect_line
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.repeats import ledger_trouble
from runbook.cli.run_files import is_readable, run_directory
from runbook.reporting.effects_text import effects_json, effects_text
from runbook.reporting.json_text import json_text
from runbook.reporting.style import Piece, Role, line
from runbook.reporting.words import counted
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal_contents import journal_path, lock_path
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_lookup import everything
from runbook.runtime.ledger_untold import LedgerNotes, ledger_notes
from runbook.runtime.ledger_words import Word, record_word
from runbook.runtime.owner import is_owned
from runbook.runtime.person import this_person


def settle_in_ledger(run: str, word: LateWord | None, instead: Refusal, output: str) -> int:
    """Record the word in the ledger, if the effect is in doubt there and no journal tells of it; the exit code.

    `instead`: why the run itself cannot take it; told when the ledger cannot either.
    """
    found = _notes(run)
    if word is None or found is None:
        return tell(instead, output)
    state, notes = found
    claims = notes.doubts(run)
    about = [claim for claim in claims if claim.address == word.step]
    return _recorded(state, about, claims, word, output) if about else tell(instead, output)


def settle_lost(run: str, lost: tuple[Claim, ...], word: LateWord, output: str) -> int:
    """Record the word on an attempt that the journal of a run lost which is over; the exit code."""
    directory = run_directory()
    if isinstance(directory, Refusal):
        return tell(directory, output)
    about = [claim for claim in lost if claim.address == word.step]
    return _recorded(directory.parent, about, lost, word, output)


def _recorded(state: Path, about: list[Claim], claims: tuple[Claim, ...], word: LateWord, output: str) -> int:
    run, attempt = about[0].run, max(claim.attempt for claim in about)
    try:
        record_word(state, _word(run, word.step, word.because, happened=word.happened, attempt=attempt))
        effects = [effect_line(known) for known in everything(state) if known.claim.run == run]
    except LedgerError as error:
        return tell(refused(ledger_trouble(str(error)), Exit.REFUSED), output)
    if output == "json":
        show.payload(json_text(effects_json(effects)))
    else:
        show.folded_payload(effects_text(effects))
    said = Piece("recorded in the ledger", Role.STRONG)
    show.painted_words([line(said, f", since the journal of {run} cannot tell; nothing was sent")])
    left = {claim.address for claim in claims} - {word.step}
    return Exit.IN_DOUBT if left else Exit.DONE


def close_in_ledger(run: str, because: str, instead: Refusal, output: str) -> int:
    """Record in the ledger that a run is given up whose journal is gone or cannot be read; the exit code."""
    found = _notes(run)
    if found is None:
        return tell(instead, output)
    state, notes = found
    if is_readable(state / "runs", run):
        return tell(instead, output)
    doubts = notes.doubts(run)
    if not doubts and not journal_path(state / "runs", run).exists():
        return tell(instead, output)
    before = notes.given_up(run)
    if before is None:
        try:
            record_word(state, _word(run, "", because, happened=False))
        except LedgerError as error:
            return tell(refused(ledger_trouble(str(error)), Exit.REFUSED), output)
    if output == "json":
        show.payload("null\n")
    done = f"{run} is closed" if before is None else f"{run} was closed before, by {before.by}"
    kept = f"; {counted(len(doubts), 'effect')} of it stay in doubt in the ledger" if doubts else ""
    show.painted_words([line(Piece(f"{done}: it leaves the inbox", Role.STRONG), f"{kept}; nothing was sent")])
    return Exit.DONE


def _word(run: str, address: str, because: str, *, happened: bool, attempt: int = 0) -> Word:
    return Word(run, address, happened, this_person(), because, SystemClock().now(), attempt)


def _notes(run: str) -> tuple[Path, LedgerNotes] | None:
    """The state directory and its ledger; None while a process holds the run, or when the ledger cannot tell."""
    directory = run_directory()
    if isinstance(directory, Refusal):
        return None
    try:
        return None if is_owned(lock_path(directory, run)) else (directory.parent, ledger_notes(directory.parent))
    except JournalError:
        return None
