"""The file of the ledger: one SQLite database that all runs of this machine write.

Several processes write it, so it has no WAL (THREATS 2.12) but a journal that is rolled back. What is claimed is
written down in two trees, the claims with their index and the list of keys: a byte that turns in one of them makes
the two disagree, and is not taken for an effect that nobody had.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from runbook.runtime.faultpoints import reach
from runbook.runtime.journal_file import JournalError
from runbook.runtime.private import PrivacyError, create_private, sync_directory

APPLICATION = 0x52_55_4E_4C
"""`RUNL`, in the header of the file."""

FORMAT = 2

PATIENCE = 30.0
"""Seconds to wait for other runs that write; each takes some milliseconds."""

_TABLES = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
CREATE TABLE claims (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, text TEXT NOT NULL,
    checksum TEXT NOT NULL);
CREATE INDEX claims_by_key ON claims (key);
CREATE TABLE words (number INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


class LedgerError(JournalError):
    """The ledger cannot be written or read. `reason`: one sentence."""

    kind = "ledger"


class LedgerDamagedError(LedgerError):
    """The ledger is not what was written."""


def ledger_path(state: Path) -> Path:
    """Where the ledger is; `state`: the state directory."""
    return state / "ledger.db"


Fill = Callable[[sqlite3.Connection], None]
"""Writes what a new ledger holds from its beginning."""


def _with_nothing(connection: sqlite3.Connection) -> None:
    del connection


def open_ledger(
    path: Path, *, create: bool, patience: float = PATIENCE, fill: Fill = _with_nothing
) -> sqlite3.Connection | None:
    """A connection whose commits are on the disk when they return. Errors: LedgerError.

    None when there is no ledger and none is to be made. A file that cannot be written is opened to be read.
    """
    with explained(path):
        if not _is_there(path):
            if not create:
                return None
            _make(path, fill)
        connection = sqlite3.connect(
            _uri(path, "rw"), uri=True, isolation_level=None, check_same_thread=False, timeout=patience
        )
        try:
            _check_kind(path, connection)
            for pragma in ("synchronous = FULL", "fullfsync = ON", "trusted_schema = OFF", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
        except BaseException:  # a damaged file ends in more than sqlite3.Error
            connection.close()
            raise
        return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Whatever SQLite or the disk finds wrong, as a LedgerError."""
    try:
        yield
    except PrivacyError as error:
        raise LedgerError(error.path, error.reason) from error
    except sqlite3.OperationalError as error:
        raise LedgerError(path, _said(error)) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError) as error:
        raise LedgerDamagedError(path, f"is not a database that can be read: {error}") from error
    except OSError as error:
        raise LedgerError(path, f"cannot be written: {error.strerror}") from error


def _said(error: sqlite3.OperationalError) -> str:
    if "locked" in str(error):
        return f"another program holds it: {error}"
    return f"cannot be opened or written: {error}"


def _is_there(path: Path) -> bool:
    """Whether there is a ledger; errors: LedgerError for a link, a directory, or another user's file."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(found.st_mode):
        raise LedgerError(path, "is not a regular file")
    if found.st_uid != os.geteuid():
        raise LedgerError(path, "belongs to another user")
    return True


def _make(path: Path, fill: Fill) -> None:
    """A new ledger, there with all that it begins with or not at all: whoever comes second finds the first one's."""
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    create_private(draft)
    try:
        with closing(sqlite3.connect(_uri(draft, "rw"), uri=True, isolation_level=None)) as connection:
            connection.executescript(f"PRAGMA synchronous = FULL; BEGIN; {_TABLES}")
            fill(connection)
            connection.execute("COMMIT")
        reach("ledger.create")
        try:
            os.link(draft, path, follow_symlinks=False)
        except FileExistsError:
            _is_there(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_directory(path.parent)


def _check_kind(path: Path, connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise LedgerDamagedError(path, "is not a ledger of runbook")
    if version > FORMAT:
        raise LedgerError(path, f"has format {version} and was written by a newer runbook")
    if version != FORMAT:
        raise LedgerDamagedError(path, f"says that it has format {version}, which there never was: it was changed")


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path.absolute()))}?mode={mode}"
