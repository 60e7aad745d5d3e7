"""What a journal says, believed only when its whole chain of checksums holds."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from runbook.diagnostics.source import Source
from runbook.frozen import fields, frozen, replace
from runbook.interpreter.codec import decode_event
from runbook.interpreter.events import Event
from runbook.interpreter.fields import CodecError
from runbook.runtime.chain import link
from runbook.runtime.journal_file import (
    APPLICATION,
    FORMAT,
    JournalDamagedError,
    JournalError,
    open_to_read,
    require_file,
)
from runbook.runtime.journal_notes import Note, note_of
from runbook.runtime.kept_replies import KeptReply
from runbook.runtime.owner import is_owned
from runbook.runtime.ports import Recorded
from runbook.runtime.write_ahead_log import LogState, log_state
from runbook.values.canonical import digest_text
from runbook.values.json import Json
from runbook.values.json_codec import read_json


@frozen
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
        return json.dumps({"run": run, **{name: getattr(self, name) for name in fields(self)}}, separators=(",", ":"))


@frozen
class JournalContents:
    """A journal, read and believed. `documents`: digest -> text.

    `torn`: its end was cut off or garbled, so what came next may have been recorded, and sent.
    `replies`: what was written down before it was judged.
    """

    run: str
    header: JournalHeader
    events: tuple[Recorded, ...]
    documents: Mapping[str, Source]
    torn: bool = False
    replies: tuple[KeptReply, ...] = ()


@frozen
class Tip:
    """The end of a journal's chain: how many records and events there are, and the last checksum."""

    records: int = 0
    events: int = 0
    checksum: str = ""


def journal_path(directory: Path, run: str) -> Path:
    """The file of a run. Errors: JournalError for a name that is no run's."""
    if not run or not run.isascii() or not all(character.isalnum() or character in "-_" for character in run):
        raise JournalError(directory, f"{run!r} is not the name of a run")
    return directory / f"{run}.db"


def lock_path(directory: Path, run: str) -> Path:
    """The lock of a run."""
    return journal_path(directory, run).with_suffix(".lock")


def read_journal(path: Path) -> JournalContents:
    """Everything a journal holds. Errors: JournalDamagedError naming the first record that is wrong, JournalError.

    A journal under another run's name is damaged: it would answer for effects that it knows nothing of.
    """
    torn = False if is_owned(path.with_suffix(".lock")) else end_is_torn(path)
    contents, _ = read_still_journal(path)
    return replace(contents, torn=contents.torn or torn)


def read_still_journal(path: Path) -> tuple[JournalContents, Tip]:
    """What a journal holds that nobody writes now, and the end of its chain. Errors: as `read_journal`."""
    with damage_explained(path), closing(open_to_read(path)) as connection:
        return _verified_tables(path, connection)


def end_is_torn(path: Path) -> bool:
    """Whether the last commit of a journal that nobody writes is cut off or garbled.

    Errors: JournalDamagedError when an earlier one is, which SQLite would silently forget with all behind it.
    """
    require_file(path)
    try:
        state = log_state(path.with_name(f"{path.name}-wal").read_bytes())
    except FileNotFoundError:
        return False
    except OSError as error:
        raise JournalError(path, f"cannot be read: {error.strerror}") from error
    if state is LogState.DAMAGED:
        raise JournalDamagedError(path, 0, "its write-ahead log was changed after it was written")
    return state is LogState.TORN


_OF_THE_MACHINE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    }
)
"""What SQLite cannot do now, though nothing may be wrong with the file."""


@contextmanager
def damage_explained(path: Path) -> Iterator[None]:
    """Whatever SQLite finds wrong with a file; a flipped byte also makes text that is no text, and endless numbers."""
    try:
        yield
    except OSError as error:
        raise JournalError(path, f"cannot be read: {error.strerror}") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_MACHINE:
            raise JournalError(path, f"cannot be read now: {error}") from error
        raise JournalDamagedError(path, 0, f"is not a database that can be read: {error}") from error


@frozen
class Glimpse:
    """The head of a journal and its last event, for lists. `last` is None when nothing was recorded."""

    run: str
    header: JournalHeader
    last: Event | None


def glimpse_journal(path: Path) -> Glimpse:
    """Head and last event; every byte is checked, but only these are decoded. Errors: as `read_journal`."""
    with damage_explained(path), closing(open_to_read(path)) as connection:
        _check_kind(path, connection)
        run, header, checksum = _header(path, connection)
        tip, names, event = Tip(checksum=checksum), dict[str, str](), ""
        for tip, _, text in _linked(path, connection, checksum):
            note = _note(path, tip.records, text)
            if note is None:
                event = text
            else:
                names.update(note.documents)
        _check_tip(path, connection, tip)
        _documents(path, connection, names)
        return Glimpse(run, header, _event(path, tip.records, read_json(event)) if event else None)


def _verified_tables(path: Path, connection: sqlite3.Connection) -> tuple[JournalContents, Tip]:
    """The contents and the end of the chain. Errors: JournalDamagedError, JournalError, sqlite3.Error."""
    _check_kind(path, connection)
    run, header, checksum = _header(path, connection)
    tip = Tip(checksum=checksum)
    events: list[Recorded] = []
    names: dict[str, str] = {}
    replies: list[KeptReply] = []
    torn = False
    for tip, at, text in _linked(path, connection, checksum):
        note = _note(path, tip.records, text)
        torn = note is not None and (torn or note.torn)
        if note is None:
            events.append(Recorded(len(events) + 1, at, _event(path, tip.records, read_json(text))))
        else:
            names.update(note.documents)
            replies += [note.reply] if note.reply is not None else []
    tip = replace(tip, events=len(events))
    _check_tip(path, connection, tip)
    documents = _documents(path, connection, names)
    return JournalContents(run, header, tuple(events), documents, torn, tuple(replies)), tip


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
    if run != path.stem:
        raise JournalDamagedError(path, 0, f"holds run {run}: it was copied or renamed")
    known = {name: members[name] for name in fields(JournalHeader) if name in members}
    return run, JournalHeader(**known), checksum


def _linked(path: Path, connection: sqlite3.Connection, before: str) -> Iterator[tuple[Tip, float, str]]:
    """Each record behind the head: the tip after it, when it was written, its text; all of them vouched for."""
    rows = connection.execute("SELECT number, at, text, checksum FROM records ORDER BY number")
    for number, row in enumerate(rows, 1):
        at, text, before = _verified(path, number, before, row)
        yield Tip(number, checksum=before), at, text


def _verified(path: Path, expected: int, before: str, row: tuple[Json, ...]) -> tuple[float, str, str]:
    """When the record was written that should be number `expected`, its text, and its checksum."""
    number, at, text, checksum = row
    if number != expected:
        raise JournalDamagedError(path, expected, f"has lost record {expected}")
    whole = isinstance(at, str) and isinstance(text, str) and isinstance(checksum, str)
    if not whole or link(before, str(number), str(at), str(text)) != checksum:
        raise JournalDamagedError(path, expected, f"record {expected} was changed after it was written")
    return float(str(at)), str(text), str(checksum)


def _check_tip(path: Path, connection: sqlite3.Connection, tip: Tip) -> None:
    """That nothing is missing at the end: one byte can make SQLite overlook the last row of a table."""
    if connection.execute("SELECT records, checksum FROM tip").fetchall() != [(tip.records, tip.checksum)]:
        missing = tip.records + 1
        raise JournalDamagedError(path, missing, f"ends before record {missing} although more was written")


def _note(path: Path, number: int, text: str) -> Note | None:
    try:
        return note_of(text)
    except ValueError as error:
        raise JournalError(path, f"record {number} cannot be understood: {error}") from error


def _event(path: Path, number: int, record: Json) -> Event:
    try:
        return decode_event(record)
    except CodecError as error:
        raise JournalError(path, f"record {number} cannot be understood: {error.reason}") from error


def _documents(path: Path, connection: sqlite3.Connection, names: Mapping[str, str]) -> dict[str, Source]:
    found = dict(connection.execute("SELECT digest, text FROM documents").fetchall())
    for digest in {*found, *names}:
        text = found.get(digest)
        if digest not in names or not isinstance(text, str) or digest_text(text) != digest:
            raise JournalDamagedError(path, 0, "holds a document that was changed after it was written")
    return {digest: Source(name, found[digest]) for digest, name in names.items()}
