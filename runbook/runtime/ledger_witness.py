"""The ledger as a second witness of a run: what it claimed, its journal must know."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from runbook.interpreter.events import Event
from runbook.runtime.ledger_claims import Claim, every_claim
from runbook.runtime.ledger_file import explained, ledger_path, open_ledger
from runbook.runtime.ledger_standing import known_attempts
from runbook.runtime.ledger_words import Word, every_word, last_words


def unrecorded(state: Path, run: str, events: Iterable[Event]) -> list[Claim]:
    """What a run claimed and may have sent, although its journal does not know of the attempt; the first first.

    What a person settled in the ledger is left out. `state`: the state directory; `events`: of the run's journal.
    Errors: LedgerError, for damage anywhere.
    """
    path, known = ledger_path(state), known_attempts(events)
    words: Mapping[tuple[str, str], Word] = {}
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            return []
        with closing(connection):
            claims = [entry.claim for entry in every_claim(path, connection) if entry.claim.run == run]
            words = last_words(every_word(path, connection))
    unknown = [claim for claim in reversed(claims) if known.get(claim.address, 0) < claim.attempt]
    return [claim for claim in unknown if not _is_settled(claim, words.get((run, claim.address)))]


def _is_settled(claim: Claim, word: Word | None) -> bool:
    return word is not None and (word.happened or word.frees(claim))
