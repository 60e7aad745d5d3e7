"""A run beside the ledger: what it may do, and what it did again because it was told to."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from runbook.cli import show
from runbook.cli.earlier_words import told
from runbook.cli.preparation import Prepared
from runbook.cli.repeats import whereabouts
from runbook.cli.world import Outside
from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Source
from runbook.reporting.frames import frame
from runbook.reporting.style import Piece, Role, line
from runbook.runtime.ledger import Claimant, RunLedger
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.person import this_person
from runbook.values.canonical import canonical_json
from runbook.values.numbers import measured


@contextmanager
def claiming(prepared: Prepared, run: str, outside: Outside, state: Path) -> Iterator[RunLedger]:
    """The ledger for this run, in the state directory of its journal; at the end people read what was done again."""
    claimant = Claimant(run, this_person(), prepared.again, outside.memory.redact)
    ledger = RunLedger(state, whereabouts(prepared.place), claimant, outside.clock)
    _make_up(ledger, run)
    try:
        yield ledger
    finally:
        ledger.close()
        for address, earlier in ledger.repeated.items():
            show.painted_words([line(Piece(f"{address} was sent once more (--again); ", Role.WARN), told(earlier))])


def _make_up(ledger: RunLedger, run: str) -> None:
    """A ledger that is gone is made anew before anything is sent; what it cannot know of is told."""
    with suppress(LedgerError):  # whoever claims learns of it
        ledger.make_up()
    if ledger.unread:
        message = f"the ledger was gone, and is made anew without what cannot be read: {'; '.join(ledger.unread)}"
        help = "look with the provider whether those runs did what this one is to do"
        found = Diagnostic("ledger", message, severity=Severity.WARNING, subject=run, help=help)
        show.painted_words(frame(found))


def allowance(prepared: Prepared, now: float) -> list[Source]:
    """For the journal: that somebody allowed this run to repeat what others did, and what was known of that."""
    if not prepared.again:
        return []
    return [Source("again", canonical_json({"again": True, "by": this_person(), "at": measured(now)}))]
