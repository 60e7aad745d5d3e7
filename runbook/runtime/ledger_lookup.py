"""Looks into the ledger without claiming anything."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.frozen import frozen
from runbook.runtime.ledger_claims import Claim, claims_of, every_claim
from runbook.runtime.ledger_file import explained, ledger_path, open_ledger

if TYPE_CHECKING:
    from runbook.runtime import ledger_rebuilding, ledger_standing, ledger_words
    from runbook.runtime.ledger_words import Word
    from runbook.runtime.ports import Earlier
else:
    ledger_rebuilding = deferred("runbook.runtime.ledger_rebuilding")
    ledger_standing = deferred("runbook.runtime.ledger_standing")
    ledger_words = deferred("runbook.runtime.ledger_words")


def look_up(state: Path, keys: Iterable[str]) -> "dict[str, Earlier]":
    """Key -> the run that had that effect, else one that may have had it. Errors: LedgerError.

    Without a ledger the journals are asked.
    """
    path = ledger_path(state)
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            wanted = set(keys)
            made_up = ledger_rebuilding.claims_of_journals(state / "runs").claims if wanted else ()
            return _in_the_way(state, [(claim.key, claim) for claim in made_up if claim.key in wanted])
        with closing(connection):
            claimed = [(key, entry.claim) for key in keys for entry in claims_of(path, connection, key)]
            words = ledger_words.every_word(path, connection) if claimed else []
    return _in_the_way(state, claimed, words)


def _in_the_way(state: Path, claimed: "list[tuple[str, Claim]]", words: "Sequence[Word]" = ()) -> "dict[str, Earlier]":
    if not claimed:
        return {}
    aftermath = ledger_standing.Aftermath(state / "runs", words)
    standing: dict[str, list[Earlier]] = {}
    for key, claim in claimed:
        earlier = aftermath.earlier(claim)
        if earlier is not None:
            standing.setdefault(key, []).append(earlier)
    return {key: ledger_standing.foremost(one) for key, one in standing.items()}


@frozen
class Known:
    """A claim, and what is in the way of others because of it; None when it did not happen.

    `word`: what a person said of it in the ledger.
    """

    claim: Claim
    earlier: "Earlier | None"
    word: "Word | None" = None


def everything(state: Path) -> Iterator[Known]:
    """All that the ledger knows, the newest first. Errors: LedgerError."""
    path = ledger_path(state)
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            aftermath = ledger_standing.Aftermath(state / "runs")
            for claim in reversed(ledger_rebuilding.claims_of_journals(state / "runs").claims):
                yield Known(claim, aftermath.earlier(claim))
            return
        with closing(connection):
            aftermath = ledger_standing.Aftermath(state / "runs", ledger_words.every_word(path, connection))
            for entry in every_claim(path, connection):
                yield Known(entry.claim, aftermath.earlier(entry.claim), aftermath.word_on(entry.claim))
