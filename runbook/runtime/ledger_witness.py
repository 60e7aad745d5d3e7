"""The ledger as a second witness of a run: what it claimed, its journal must know."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from runbook.interpreter.events import Event
from runbook.runtime.ledger_claims import Claim, every_claim
from runbook.runtime.ledger_file import explained, ledger_path, open_ledger
from runbook.runtime.ledger_standing import known_attempts


def unrecorded(state: Path, run: str, events: Iterable[Event]) -> list[Claim]:
    """What a run claimed and may have sent, although its journal does not know of the attempt; the first first.

    `state`: the state directory; `events`: of the run's journal. Errors: LedgerError, for damage anywhere.
    """
    path, known = ledger_path(state), known_attempts(events)
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            return []
        with closing(connection):
            claims = [entry.claim for entry in every_claim(path, connection) if entry.claim.run == run]
    return [claim for claim in reversed(claims) if known.get(claim.address, 0) < claim.attempt]
