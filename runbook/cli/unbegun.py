"""A run whose journal holds no beginning: what may have been sent all the same."""

from collections.abc import Sequence
from pathlib import Path

from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_witness import unrecorded


def unbegun_words(directory: Path, run: str) -> str:
    """Why such a run is not there, and whether it sent anything. `directory`: of the journals."""
    try:
        claims = unrecorded(directory.parent, run, [])
    except LedgerError as error:
        return f"its journal holds no beginning, and nobody can tell whether anything was sent: {error}"
    return in_doubt_words(claims) if claims else "it ended before it began: nothing was sent"


def in_doubt_words(claims: Sequence[Claim]) -> str:
    """What the ledger knows of a run whose journal lost all."""
    return f"its journal lost what it did; the ledger knows what may have been sent and is in doubt: {named(claims)}"


def named(claims: Sequence[Claim]) -> str:
    """Where, and what."""
    return ", ".join(f"{one.address} ({one.provider}.{one.operation} {one.path})" for one in claims)
