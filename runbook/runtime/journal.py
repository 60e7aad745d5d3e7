"""The journal of a run: its events, durable before anything follows from them."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from runbook.diagnostics.source import Source
from runbook.interpreter.codec import encode_event
from runbook.interpreter.events import Event
from runbook.runtime import journal_file
from runbook.runtime.chain import link
from runbook.runtime.journal_contents import JournalHeader, journal_path, lock_path, verified_tables
from runbook.runtime.journal_file import JournalDamagedError, JournalError
from runbook.runtime.owner import Ownership, own
from runbook.runtime.ports import Clock, Recorded
from runbook.runtime.private import PrivacyError
from runbook.values.json import Json

Redact = Callable[[Json], Json]
"""Data with every secret that is known by value taken out."""


def _as_it_is(data: Json) -> Json:
    return data


class RunJournal:
    """The durable events of one run, and this process as its only owner.

    After an error nothing more is written: that a failed flush succeeds the second time proves nothing (THREATS 3.6).
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, ownership: Ownership, clock: Clock, redact: Redact
    ) -> None:
        self.path = path
        self._connection = connection
        self._ownership = ownership
        self._clock = clock
        self._redact = redact
        self._lock = threading.Lock()
        self._broken = ""
        self._sequence = 0
        self._checksum = ""

    @classmethod
    def create(
        cls, directory: Path, run: str, header: JournalHeader, *, clock: Clock, redact: Redact = _as_it_is
    ) -> "RunJournal":
        """A new journal in `directory`. Errors: JournalError, RunOwnedError."""
        path = journal_path(directory, run)
        with _explained(path):
            ownership = own(lock_path(directory, run), run)
            try:
                journal = cls(path, journal_file.create(path), ownership, clock, redact)
            except BaseException:
                ownership.release()
                raise
        journal._begin(run, header)
        return journal

    @classmethod
    def open(cls, directory: Path, run: str, *, clock: Clock, redact: Redact = _as_it_is) -> "RunJournal":
        """A run's journal, to go on writing it. Errors: JournalError, JournalDamagedError, RunOwnedError."""
        path = journal_path(directory, run)
        with _explained(path):
            journal_file.require_file(path)
            ownership = own(lock_path(directory, run), run)
            try:
                journal = cls(path, journal_file.open_to_write(path), ownership, clock, redact)
                contents, journal._checksum = verified_tables(path, journal._connection)
            except BaseException:
                ownership.release()
                raise
        journal._sequence = len(contents.events)
        return journal

    def _begin(self, run: str, header: JournalHeader) -> None:
        text = header.written(run)
        self._checksum = link("", text)
        with self._transaction():
            self._connection.execute("INSERT INTO header VALUES (?, ?)", (text, self._checksum))

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """Write these events in one transaction; durable when it returns. Errors: JournalError, nothing written."""
        with self._lock:
            at = self._clock.now()
            first = self._sequence + 1
            recorded = tuple(Recorded(first + index, at, event) for index, event in enumerate(events))
            rows, checksum = self._rows(recorded)
            with self._transaction():
                self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?)", rows)
            self._sequence, self._checksum = self._sequence + len(rows), checksum
            return recorded

    def _rows(self, recorded: Sequence[Recorded]) -> tuple[list[tuple[int, str, str, str]], str]:
        """The rows of the next records, and the checksum of the last."""
        rows, checksum = [], self._checksum
        for one in recorded:
            at, text = repr(one.at), _text(self._redact(encode_event(one.event)))
            checksum = link(checksum, str(one.sequence), at, text)
            rows.append((one.sequence, at, text, checksum))
        return rows, checksum

    def keep(self, documents: Iterable[Source]) -> None:
        """Keep the texts this run is made of, once each, by their digests. Errors: JournalError, nothing written."""
        rows = [(one.digest, one.name, one.text, link("", one.digest, one.name, one.text)) for one in documents]
        with self._lock, self._transaction():
            self._connection.executemany("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Close the file and let the run go."""
        with self._lock:
            try:
                self._connection.close()
            except sqlite3.Error as error:
                raise JournalError(self.path, f"cannot be closed: {error}") from error
            finally:
                self._ownership.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._broken:
            raise JournalError(self.path, f"is closed after an error: {self._broken}")
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._connection.execute("COMMIT")
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            self._broken = str(error)
            self._roll_back()
            raise JournalError(self.path, f"cannot be written: {error}") from error

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self._broken += f"; and not undone: {error}"


def _text(record: Json) -> str:
    """ASCII, so that no character of a provider can trouble the disk; errors: ValueError for NaN."""
    return json.dumps(record, separators=(",", ":"), allow_nan=False)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except PrivacyError as error:
        raise JournalError(error.path, error.reason) from error
    except sqlite3.OperationalError as error:
        raise JournalError(path, f"cannot be opened: {error}") from error
    except sqlite3.DatabaseError as error:
        raise JournalDamagedError(path, 0, f"is not a database that can be read: {error}") from error
    except OSError as error:
        raise JournalError(path, f"cannot be written: {error.strerror}") from error
