"""Looks into the ledger without claiming anything."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from runbook.frozen import frozen
from runbook.runtime.ledger_claims import Claim, claims_of, every_claim
from runbook.runtime.ledger_file import explained, ledger_path, open_ledger
from runbook.runtime.ledger_standing import Aftermath
from runbook.runtime.ports import Earlier


def look_up(state: Path, keys: Iterable[str]) -> dict[str, Earlier]:
    """Key -> the last run that had that effect or may have had it. Errors: LedgerError."""
    path, aftermath = ledger_path(state), Aftermath(state / "runs")
    found: dict[str, Earlier] = {}
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            return {}
        with closing(connection):
            for key in keys:
                standing = [aftermath.earlier(entry.claim) for entry in claims_of(path, connection, key)]
                found.update({key: earlier for earlier in standing if earlier is not None})
    return found


@frozen
class Known:
    """A claim, and what is in the way of others because of it; None when it did not happen."""

    claim: Claim
    earlier: Earlier | None


def everything(state: Path) -> Iterator[Known]:
    """All that the ledger knows, the newest first. Errors: LedgerError."""
    path, aftermath = ledger_path(state), Aftermath(state / "runs")
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            return
        with closing(connection):
            for entry in every_claim(path, connection):
                yield Known(entry.claim, aftermath.earlier(entry.claim))
