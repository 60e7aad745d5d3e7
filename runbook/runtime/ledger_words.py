"""What a person said in the ledger where a journal cannot tell: of one effect of a run, or of the run itself."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from runbook.frozen import fields, frozen
from runbook.runtime.chain import link
from runbook.runtime.ledger_claims import Claim, add_claim
from runbook.runtime.ledger_file import LedgerDamagedError, LedgerError, explained, ledger_path, open_ledger
from runbook.runtime.ledger_rebuilding import claims_of_journals


@frozen
class Word:
    """Whether the effect at `address` of `run` happened; without an address, that the run was given up.

    `by`: who said it; `because`: how they know; `at`: seconds since the epoch. `attempt`: the last one that had been
    claimed when it was said: of a later one a "did not happen" says nothing.
    """

    run: str
    address: str
    happened: bool
    by: str
    because: str
    at: float
    attempt: int = 0

    def frees(self, claim: Claim) -> bool:
        """Return True if this effect certainly did not happen, as far as it was claimed."""
        return not self.happened and claim.attempt <= self.attempt


def record_word(state: Path, word: Word) -> None:
    """Write the word into the ledger; durable when it returns. Errors: LedgerError, nothing written."""
    path = ledger_path(state)

    def fill(connection: sqlite3.Connection) -> None:
        for claim in claims_of_journals(state / "runs").claims:
            add_claim(connection, claim)

    with explained(path):
        connection = open_ledger(path, create=True, fill=fill)
        if connection is None:
            raise LedgerError(path, "is not there")
        with closing(connection):
            connection.execute("BEGIN IMMEDIATE")
            _add(connection, word)
            connection.execute("COMMIT")


def _add(connection: sqlite3.Connection, word: Word) -> None:
    text = json.dumps({name: getattr(word, name) for name in fields(word)}, separators=(",", ":"), allow_nan=False)
    done = connection.execute("INSERT INTO words (text, checksum) VALUES (?, '')", (text,))
    checksum = link("", str(done.lastrowid), "word", text)
    connection.execute("UPDATE words SET checksum = ? WHERE number = ?", (checksum, done.lastrowid))


def every_word(path: Path, connection: sqlite3.Connection) -> list[Word]:
    """Return all that was said, the first first. Errors: LedgerDamagedError, sqlite3.Error."""
    return [_verified(path, *row) for row in connection.execute("SELECT number, text, checksum FROM words ORDER BY 1")]


def _verified(path: Path, number: int, text: object, checksum: object) -> Word:
    if not isinstance(text, str) or link("", str(number), "word", text) != checksum:
        raise LedgerDamagedError(path, f"word {number} was changed after it was written")
    return Word(**json.loads(text))


def last_words(words: Iterable[Word]) -> Mapping[tuple[str, str], Word]:
    """Return the last word on each effect and each run, by run and address."""
    return {(word.run, word.address): word for word in words}
