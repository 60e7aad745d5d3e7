"""What a journal says, believed only when its whole chain of checksums holds."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from runbook.diagnostics.source import Source
from runbook.interpreter.codec import decode_event
from runbook.interpreter.fields import CodecError
from runbook.runtime.chain import link
from runbook.runtime.journal_file import APPLICATION, FORMAT, JournalDamagedError, JournalError, open_to_read
from runbook.runtime.owner import is_owned
from runbook.runtime.ports import Recorded
from runbook.values.json import Json


@dataclass(frozen=True, slots=True)
class JournalHeader:
    """What stands at the head of a journal. `started`: wall time; `engine`: the version that wrote it."""

    procedure: str
    environment: str
    started: float
    pid: int
    host: str
    engine: str
    title: str = ""

    def written(self, run: str) -> str:
        """Its text, with the run's name."""
        return json.dumps({"run": run, **asdict(self)}, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class JournalContents:
    """A journal, read and believed. `documents`: digest -> text."""

    run: str
    header: JournalHeader
    events: tuple[Recorded, ...]
    documents: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One run of a directory. `running`: a living process holds it; `trouble`: why it cannot be read."""

    run: str
    path: Path
    running: bool
    contents: JournalContents | None
    trouble: str = ""


def journal_path(directory: Path, run: str) -> Path:
    """The file of a run. Errors: JournalError for a name that is no run's."""
    if not run or not run.isascii() or not all(character.isalnum() or character in "-_" for character in run):
        raise JournalError(directory, f"{run!r} is not the name of a run")
    return directory / f"{run}.db"


def lock_path(directory: Path, run: str) -> Path:
    """The lock of a run."""
    return journal_path(directory, run).with_suffix(".lock")


def read_journal(path: Path) -> JournalContents:
    """Everything a journal holds. Errors: JournalDamagedError naming the first record that is wrong, JournalError."""
    try:
        with closing(open_to_read(path)) as connection:
            return verified_tables(path, connection)[0]
    except sqlite3.DatabaseError as error:
        raise JournalDamagedError(path, 0, f"is not a database that can be read: {error}") from error


def list_runs(directory: Path) -> list[RunEntry]:
    """Every run of a directory, the newest first; one that cannot be read is there with its trouble."""
    return [_entry(path) for path in sorted(directory.glob("*.db"), reverse=True)]


def _entry(path: Path) -> RunEntry:
    running = is_owned(path.with_suffix(".lock"))
    try:
        return RunEntry(path.stem, path, running, read_journal(path))
    except JournalError as error:
        return RunEntry(path.stem, path, running, None, error.reason)


def verified_tables(path: Path, connection: sqlite3.Connection) -> tuple[JournalContents, str]:
    """The contents and the last checksum of the chain. Errors: JournalDamagedError, JournalError, sqlite3.Error."""
    _check_kind(path, connection)
    run, header, checksum = _header(path, connection)
    events: list[Recorded] = []
    for row in connection.execute("SELECT sequence, at, text, checksum FROM events ORDER BY sequence"):
        recorded, checksum = _recorded(path, len(events) + 1, row, checksum)
        events.append(recorded)
    return JournalContents(run, header, tuple(events), _documents(path, connection)), checksum


def _check_kind(path: Path, connection: sqlite3.Connection) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise JournalDamagedError(path, 0, "is not a journal of runbook")
    if version > FORMAT:
        raise JournalError(path, f"has format {version} and was written by a newer runbook")


def _header(path: Path, connection: sqlite3.Connection) -> tuple[str, JournalHeader, str]:
    rows = connection.execute("SELECT text, checksum FROM header").fetchall()
    if len(rows) != 1:
        raise JournalDamagedError(path, 0, "has no header")
    text, checksum = rows[0]
    if not isinstance(text, str) or link("", text) != checksum:
        raise JournalDamagedError(path, 0, "has a header that was changed")
    members = json.loads(text)
    run = members.pop("run")
    known = {name: members[name] for name in JournalHeader.__dataclass_fields__ if name in members}
    return run, JournalHeader(**known), checksum


def _recorded(path: Path, number: int, row: tuple[Json, ...], before: str) -> tuple[Recorded, str]:
    """The event of a row and its checksum."""
    sequence, at, text, checksum = row
    if sequence != number:
        raise JournalDamagedError(path, number, f"has lost record {number}")
    if not isinstance(at, str) or not isinstance(text, str) or link(before, str(number), at, text) != checksum:
        raise JournalDamagedError(path, number, f"record {number} was changed after it was written")
    try:
        event = decode_event(json.loads(text))
    except CodecError as error:
        raise JournalError(path, f"record {number} cannot be understood: {error.reason}") from error
    return Recorded(number, float(at), event), str(checksum)


def _documents(path: Path, connection: sqlite3.Connection) -> dict[str, Source]:
    documents: dict[str, Source] = {}
    for digest, name, text, checksum in connection.execute("SELECT digest, name, text, checksum FROM documents"):
        known = isinstance(digest, str) and isinstance(name, str) and isinstance(text, str)
        if not known or link("", digest, name, text) != checksum:
            raise JournalDamagedError(path, 0, "holds a document that was changed after it was written")
        documents[digest] = Source(name, text)
    return documents
