"""What stands in the ledger: each effect that a run claimed before it sent the request."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from runbook.frozen import fields, frozen
from runbook.runtime.chain import link
from runbook.runtime.ledger_file import LedgerDamagedError
from runbook.values.json import Json


@frozen
class Claim:
    """An effect that a run is about to cause, or caused. Whether it did, the journal of that run says.

    `key`: what is asked of whom, and where; `server`: the URL where the environment alone does not say where;
    `path`: of the request, for people; `at`: seconds since the epoch; `again`: the run was told to repeat others;
    `attempt`: how many that run claimed at this address, as far as a ledger counted them; at least one;
    `arguments`: its query and body, for people.
    """

    key: str
    environment: str
    server: str
    provider: str
    operation: str
    path: str
    run: str
    address: str
    by: str
    at: float
    again: bool = False
    attempt: int = 1
    arguments: str = ""

    def written(self) -> str:
        """Its text."""
        members = {name: getattr(self, name) for name in fields(self)}
        return json.dumps(members, separators=(",", ":"), allow_nan=False)


@frozen
class Entry:
    """A claim in its place: later ones have higher numbers."""

    number: int
    claim: Claim


def claims_of(path: Path, connection: sqlite3.Connection, key: str) -> list[Entry]:
    """The claims of one effect, the first first. Errors: LedgerDamagedError, sqlite3.Error."""
    listed = [
        number for (number,) in connection.execute("SELECT number FROM keys WHERE key = ? ORDER BY number", (key,))
    ]
    rows = connection.execute(
        "SELECT number, key, text, checksum FROM claims INDEXED BY claims_by_key WHERE key = ? ORDER BY number", (key,)
    ).fetchall()
    if [number for number, *_ in rows] != listed:
        raise LedgerDamagedError(
            path, "does not agree with itself about an effect: it was changed after it was written"
        )
    return [_verified(path, *row) for row in rows]


def every_claim(path: Path, connection: sqlite3.Connection) -> Iterator[Entry]:
    """All there is, the newest first. Errors: LedgerDamagedError, sqlite3.Error."""
    for row in connection.execute("SELECT number, key, text, checksum FROM claims ORDER BY number DESC"):
        yield _verified(path, *row)


def add_claim(connection: sqlite3.Connection, claim: Claim) -> None:
    """Inside a transaction; errors: sqlite3.Error."""
    done = connection.execute("INSERT INTO claims (key, text, checksum) VALUES (?, '', '')", (claim.key,))
    number, text = done.lastrowid, claim.written()
    checksum = link("", str(number), claim.key, text)
    connection.execute("UPDATE claims SET text = ?, checksum = ? WHERE number = ?", (text, checksum, number))
    connection.execute("INSERT INTO keys VALUES (?, ?)", (claim.key, number))


def renew_claim(connection: sqlite3.Connection, entry: Entry, claim: Claim) -> None:
    """Put a later attempt in the place of an earlier one. Inside a transaction; errors: sqlite3.Error."""
    text = claim.written()
    checksum = link("", str(entry.number), claim.key, text)
    connection.execute("UPDATE claims SET text = ?, checksum = ? WHERE number = ?", (text, checksum, entry.number))


def remove_claim(connection: sqlite3.Connection, entry: Entry) -> None:
    """Inside a transaction; errors: sqlite3.Error."""
    connection.execute("DELETE FROM claims WHERE number = ?", (entry.number,))
    connection.execute("DELETE FROM keys WHERE key = ? AND number = ?", (entry.claim.key, entry.number))


def _verified(path: Path, number: int, key: Json, text: Json, checksum: Json) -> Entry:
    if not (isinstance(key, str) and isinstance(text, str)) or link("", str(number), key, text) != checksum:
        raise LedgerDamagedError(path, f"entry {number} was changed after it was written")
    members = json.loads(text)
    return Entry(number, Claim(**{name: members[name] for name in fields(Claim) if name in members}))
