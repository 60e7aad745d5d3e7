"""The file of a run: one SQLite database, one writer.

SQLite before 3.51.3 can corrupt a WAL that two connections write (THREATS 2.12), so there is only ever one.
"""

import os
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from runbook.interpreter.events import Event
from runbook.runtime.faultpoints import reach
from runbook.runtime.private import PrivacyError, create_private, sync_directory

APPLICATION = 0x52_55_4E_42
"""`RUNB`, in the header of the file."""

FORMAT = 1

_SQLITE = b"SQLite format 3\0"
_WITH_LOG = b"\2\2"
"""Bytes 18 and 19 of a database with a write-ahead log (sqlite.org/fileformat2.html, section 1.3)."""

_TABLES = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
CREATE TABLE header (text TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE tip (records INTEGER NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE records (number INTEGER PRIMARY KEY, at TEXT NOT NULL, text TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE documents (digest TEXT PRIMARY KEY, text TEXT NOT NULL);
"""


class JournalError(Exception):
    """A journal cannot be written or read. `reason`: one sentence."""

    kind = "journal"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the {self.kind} {path}: {reason}")
        self.path = path
        self.reason = reason


class JournalDamagedError(JournalError):
    """A journal is not what was written. `record`: the first that is wrong, from 1; 0 is the header or the file."""

    def __init__(self, path: Path, record: int, reason: str) -> None:
        super().__init__(path, reason)
        self.record = record


class JournalGoneError(JournalError):
    """A journal is not at its place any more: whoever looks there does not find what was written."""


class UnrecordedError(JournalError):
    """What happened could not be written down. `events`: what; `gone`: what was written before is lost as well."""

    def __init__(self, path: Path, reason: str, events: Sequence[Event], *, gone: bool = False) -> None:
        super().__init__(path, reason)
        self.events = tuple(events)
        self.gone = gone


def create(path: Path, header: str, checksum: str) -> None:
    """A new journal with its head, there as a whole or not at all; errors: PrivacyError, sqlite3.Error, OSError."""
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    create_private(draft)
    try:
        with closing(sqlite3.connect(_uri(draft, "rw"), uri=True, isolation_level=None)) as connection:
            connection.executescript(f"PRAGMA synchronous = FULL; BEGIN; {_TABLES} COMMIT;")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("INSERT INTO header VALUES (?, ?)", (header, checksum))
            connection.execute("INSERT INTO tip VALUES (0, ?)", (checksum,))
        reach("journal.create")
        os.link(draft, path, follow_symlinks=False)
    except FileExistsError:
        raise PrivacyError(path, "the file is there already") from None
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(path.parent)


def settle_log(connection: sqlite3.Connection) -> None:
    """Bring everything from the log into the file and empty the log: nothing of a torn end stays behind."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_to_write(path: Path) -> sqlite3.Connection:
    """The one writing connection: every commit is on the disk when it returns; errors: JournalError, sqlite3.Error."""
    for one in (path, path.with_name(f"{path.name}-wal")):
        if one.exists() and not os.access(one, os.W_OK):
            raise JournalError(one, "is read-only for this user")
    connection = sqlite3.connect(_uri(path, "rw"), uri=True, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:  # a damaged file ends in more than sqlite3.Error
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing and sees one moment, whoever writes meanwhile.

    Errors: JournalError when there is no file, sqlite3.Error, OSError.
    """
    require_file(path)
    _require_log(path)
    connection = sqlite3.connect(_uri(path, "ro", immutable=_is_still(path)), uri=True, isolation_level=None)
    try:
        connection.execute("BEGIN")
    except BaseException:
        connection.close()
        raise
    return connection


def require_file(path: Path) -> None:
    """Errors: JournalError when there is no regular file at `path`; a link counts as none."""
    try:
        found = path.lstat()
    except OSError as error:
        raise JournalError(path, f"cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(found.st_mode):
        raise JournalError(path, "is not a regular file")


def _require_log(path: Path) -> None:
    """Errors: JournalDamagedError for a database that says it has no log: SQLite would silently overlook it."""
    with path.open("rb") as file:
        head = file.read(20)
    if head.startswith(_SQLITE) and head[18:] != _WITH_LOG:
        raise JournalDamagedError(path, 0, "has a head that was changed")


def _is_still(path: Path) -> bool:
    """Whether nobody can be writing: a file in a place where SQLite could not even put its index."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def _uri(path: Path, mode: str, *, immutable: bool = False) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}" + ("&immutable=1" if immutable else "")
