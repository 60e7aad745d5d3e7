"""The journal of a run: its events, durable before anything follows from them."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from runbook.diagnostics.source import Source
from runbook.frozen import replace
from runbook.interpreter.codec import encode_event
from runbook.interpreter.events import Event, RunStarted
from runbook.runtime import journal_file
from runbook.runtime.anchor import Anchor
from runbook.runtime.chain import link
from runbook.runtime.faultpoints import reach
from runbook.runtime.journal_contents import (
    JournalContents,
    JournalHeader,
    Tip,
    end_is_torn,
    journal_path,
    lock_path,
    read_still_journal,
)
from runbook.runtime.journal_file import JournalDamagedError, JournalError, JournalGoneError, UnrecordedError
from runbook.runtime.journal_notes import Note
from runbook.runtime.kept_replies import KeptReply, kept_reply
from runbook.runtime.owner import Ownership, own
from runbook.runtime.ports import Clock, Recorded
from runbook.runtime.private import PrivacyError
from runbook.values.json import Json
from runbook.values.json_codec import write_json

Redact = Callable[[Json], Json]
"""Data with every secret that is known by value taken out."""


def _as_it_is(data: Json) -> Json:
    return data


class RunJournal:
    """The durable events of one run, and this process as its only owner.

    After an error nothing more is written: that a failed flush succeeds the second time proves nothing (THREATS 3.6).
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        ownership: Ownership,
        clock: Clock,
        redact: Redact,
        tip: Tip,
    ) -> None:
        self.path = path
        self._connection = connection
        self._ownership = ownership
        self._clock = clock
        self._redact = redact
        self._lock = threading.Lock()
        self._broken = ""
        self._tip = tip
        self._began: float | None = None
        self._kept: set[str] = set()
        self._log = path.with_name(f"{path.name}-wal")
        self._anchor = Anchor(path)

    @classmethod
    def create(
        cls, directory: Path, run: str, header: JournalHeader, *, clock: Clock, redact: Redact = _as_it_is
    ) -> "RunJournal":
        """A new journal in `directory`. Errors: JournalError, RunOwnedError."""
        path = journal_path(directory, run)
        with ExitStack() as undo, _explained(path):
            ownership = own(lock_path(directory, run), run)
            undo.callback(ownership.release)
            text = header.written(run)
            tip = Tip(checksum=link("", text))
            journal_file.create(path, text, tip.checksum)
            connection = journal_file.open_to_write(path)
            journal = cls(path, connection, ownership, clock, redact, tip)
            journal._began = header.started
            undo.pop_all()
        return journal

    @classmethod
    def open(cls, directory: Path, run: str, *, clock: Clock, redact: Redact = _as_it_is) -> "RunJournal":
        """A run's journal, to go on writing it. Errors: JournalError, JournalDamagedError, RunOwnedError."""
        with closing(cls.hold(directory, run, clock=clock, redact=redact)) as held:
            return held.open()

    @classmethod
    def hold(cls, directory: Path, run: str, *, clock: Clock, redact: Redact = _as_it_is) -> "HeldJournal":
        """The same, but no byte of it changes before `HeldJournal.open`. Errors: as `open`."""
        path = journal_path(directory, run)
        with ExitStack() as undo, _explained(path):
            journal_file.require_file(path)
            ownership = own(lock_path(directory, run), run)
            undo.callback(ownership.release)
            torn = end_is_torn(path)
            contents, tip = read_still_journal(path)
            undo.pop_all()
        return HeldJournal(path, contents, tip, torn, ownership, clock, redact)

    @classmethod
    def _opened(cls, held: "HeldJournal") -> "RunJournal":
        with ExitStack() as undo, _explained(held.path):
            connection = journal_file.open_to_write(held.path)
            undo.callback(connection.close)
            journal = cls(held.path, connection, held.ownership, held.clock, held.redact, held.tip)
            journal._kept.update(held.contents.documents)
            if held.torn:
                journal._note(Note(torn=True))
            journal_file.settle_log(connection)
            journal._anchor.renew(journal._log)
            undo.pop_all()
        return journal

    def _note(self, note: Note) -> None:
        """Write down something that is no event."""
        with self._transaction():
            self._tip = replace(self._write([self._clock.now()], [_text(note.record())]), events=self._tip.events)

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """Write these events in one transaction; durable when it returns. Errors: UnrecordedError, nothing written."""
        with self._lock:
            now, first = self._clock.now(), self._tip.events + 1
            times = [self._time_of(event, now) for event in events]
            texts = [_text(self._redact(encode_event(event))) for event in events]
            try:
                with self._transaction():
                    tip = self._write(times, texts)
            except JournalError as error:
                gone = isinstance(error, JournalGoneError)
                raise UnrecordedError(self.path, error.reason, events, gone=gone) from error
            self._tip = tip
            return tuple(Recorded(first + index, times[index], event) for index, event in enumerate(events))

    def _time_of(self, event: Event, now: float) -> float:
        """When it happened; a run began when it was named, so that lists and reports say the same second."""
        return self._began if self._began is not None and isinstance(event, RunStarted) else now

    def keep(self, documents: Iterable[Source]) -> None:
        """Keep the texts this run is made of, once each, by their digests. Errors: JournalError, nothing written."""
        with self._lock:
            new = {one.digest: one for one in documents if one.digest not in self._kept}
            if not new:
                return
            with self._transaction():
                rows = [(digest, source.text) for digest, source in new.items()]
                self._connection.executemany("INSERT INTO documents VALUES (?, ?)", rows)
                said = Note({digest: source.name for digest, source in new.items()}).record()
                self._tip = replace(self._write([self._clock.now()], [_text(said)]), events=self._tip.events)
            self._kept.update(new)

    def keep_reply(self, kept: KeptReply) -> KeptReply:
        """Write a reply down before it is judged; return it as it was written. Errors: JournalError."""
        with self._lock:
            record = self._redact(kept.record())
            written = kept_reply(record)
            self._note(Note(reply=written))
            return written

    def _write(self, times: Sequence[float], texts: Sequence[str]) -> Tip:
        """Put records behind the tip, inside a transaction; the tip that will be when it is committed."""
        tip = self._tip
        for at, text in zip(times, texts, strict=True):
            number = tip.records + 1
            tip = Tip(number, tip.events + 1, link(tip.checksum, str(number), repr(at), text))
            self._connection.execute("INSERT INTO records VALUES (?, ?, ?, ?)", (number, repr(at), text, tip.checksum))
        self._connection.execute("UPDATE tip SET records = ?, checksum = ?", (tip.records, tip.checksum))
        return tip

    def close(self) -> None:
        """Close the file and let the run go; all that was written is on the disk already."""
        with self._lock:
            try:
                with suppress(sqlite3.Error):
                    self._connection.close()
            finally:
                self._ownership.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._broken:
            raise JournalError(self.path, f"is closed after an error: {self._broken}")
        self._expect_in_place()
        try:
            reach("journal.begin")
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            reach("journal.commit")
            self._connection.execute("COMMIT")
            reach("journal.committed")
        except (sqlite3.Error, OSError, UnicodeEncodeError) as error:
            self._broken = str(error)
            self._roll_back()
            raise JournalError(self.path, f"cannot be written: {error}") from error
        self._anchor.hold(self._log)

    def _expect_in_place(self) -> None:
        """Errors: JournalGoneError when what is written would be lost, JournalError when others could own the run."""
        lost = self._anchor.lost()
        if lost is not None:
            reason = "was removed, replaced or cut off while the run wrote it"
            reason = reason if lost == self.path else f"has lost its log {lost.name}, which {reason}"
            self._broken = f"it {reason}"
            raise JournalGoneError(self.path, reason)
        if not self._ownership.holds():
            reason = "has lost its lock: another process may have taken the run"
            self._broken = f"it {reason}"
            raise JournalError(self.path, reason)

    def _roll_back(self) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self._broken += f"; and not undone: {error}"


@dataclass(slots=True)
class HeldJournal:
    """A run's journal, read and believed, and this process as its only owner; whoever is refused changed nothing.

    `torn`: the end of its log is cut off or garbled; the contents know of earlier such ends as well.
    """

    path: Path
    contents: JournalContents
    tip: Tip
    torn: bool
    ownership: Ownership
    clock: Clock
    redact: Redact
    given: bool = False

    def __post_init__(self) -> None:
        self.contents = replace(self.contents, torn=self.contents.torn or self.torn)

    def doubt_end(self) -> None:
        """Somebody else knows that more was recorded: the end counts as cut off."""
        self.torn = True
        self.contents = replace(self.contents, torn=True)

    def open(self) -> RunJournal:
        """Go on writing it; what was lost at its end is written down first. Errors: JournalError."""
        journal = RunJournal._opened(self)
        self.given = True
        return journal

    def close(self) -> None:
        """Let the run go, unless somebody writes its journal now."""
        if not self.given:
            self.ownership.release()


def _text(record: Json) -> str:
    """ASCII, so that no character of a provider can trouble the disk; errors: ValueError for NaN."""
    return write_json(record, compact=True)


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
