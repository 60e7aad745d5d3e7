"""The real files of a run, journal and ledger, in a directory in memory: killed, torn and opened again."""

import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from runbook.interpreter.events import AttemptStarted, Event, Purpose
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader, journal_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger import Claimant, RunLedger
from runbook.runtime.ledger_witness import unrecorded
from runbook.runtime.ports import Recorded
from runbook.runtime.whereabouts import Whereabouts
from tests.deterministic.disk import SECTOR, Disk
from tests.deterministic.fate import Blow, Fate
from tests.deterministic.times import Times

MEMORY = Path("/dev/shm")

LOG_HEAD = 32
"""Bytes at the beginning of a write-ahead log (sqlite.org/fileformat2.html, 4.1)."""


class FileJournal:
    """A run's real journal. `growing`: the log before a commit that is not known to be over; `last`: before the last.

    The log is read around each commit, so that a death in the middle of it can leave any part of it.
    """

    def __init__(self, inner: RunJournal, recorded: Sequence[Recorded], fate: Fate, *, torn: bool) -> None:
        self.inner = inner
        self.recorded = list(recorded)
        self.durable: dict[tuple[str, Purpose, int], str] = {}
        self.torn = torn
        self.growing: bytes | None = None
        self.last = b""
        self._fate = fate
        self._know(recorded)

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """As the port. Errors: JournalError, CrashError."""
        fate = self._fate
        fate.tick("before a record is written")
        if fate.disk_full:
            raise JournalError(self.inner.path, "no space left")
        self.last = log_of(self.inner.path)
        recorded = self.inner.append(events)
        self.growing = self.last
        fate.tick("in the middle of a record")
        fate.tick("before a record is synced")
        self.growing = None
        self.recorded += recorded
        self._know(recorded)
        fate.tick("right after a record is synced")
        return recorded

    def _know(self, recorded: Sequence[Recorded]) -> None:
        for one in recorded:
            if isinstance(one.event, AttemptStarted):
                event = one.event
                self.durable[event.address, event.purpose, event.attempt] = event.digest


class StateDirectory:
    """What all runs of a machine share. A death leaves a copy of it behind; `path`: the last one."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="runbook-", dir=MEMORY if MEMORY.is_dir() else None))
        self._copies = 0
        self.path = self._root / "0"
        (self.path / "runs").mkdir(parents=True)

    def copy(self, without: str) -> None:
        """As the next process finds it: locks of the dead are gone, and a file of that name."""
        self._copies += 1
        copied = self._root / f"{self._copies}"
        shutil.copytree(self.path, copied, ignore=shutil.ignore_patterns("*.lock", "*-shm", without))
        self.path = copied

    def remove(self) -> None:
        """Nobody needs it any more."""
        shutil.rmtree(self._root, ignore_errors=True)


class Files:
    """The files of one run, in a state directory of its own or one that it shares with others."""

    def __init__(
        self, run: str, chance: random.Random, times: Times, fate: Fate, directory: StateDirectory | None = None
    ) -> None:
        self._run = run
        self._chance = chance
        self._times = times
        self._fate = fate
        self.directory = directory or StateDirectory()
        self._journal: FileJournal | None = None
        self._ledger: RunLedger | None = None

    @property
    def path(self) -> Path:
        """The journal's file."""
        return journal_path(self.directory.path / "runs", self._run)

    def open(self) -> FileJournal:
        """As the protocol."""
        runs, torn = self.directory.path / "runs", False
        recorded: Sequence[Recorded] = ()
        if self.path.exists():
            held = RunJournal.hold(runs, self._run, clock=self._times)
            recorded = held.contents.events
            lost = unrecorded(self.directory.path, self._run, [one.event for one in recorded])
            torn = held.contents.torn or bool(lost)
            inner = held.open()
        else:
            header = JournalHeader("simulated", "stage", self._times.now(), 1, "here", "0")
            inner = RunJournal.create(runs, self._run, header, clock=self._times)
        self._journal = FileJournal(inner, recorded, self._fate, torn=torn)
        return self._journal

    def ledger(self) -> RunLedger:
        """As the protocol."""
        self._ledger = RunLedger(self.directory.path, Whereabouts("stage"), Claimant(self._run, "ada"), self._times)
        return self._ledger

    def left(self, blow: Blow | None, *, lies: bool) -> None:
        """As the protocol."""
        journal, ledger = self._journal, self._ledger
        self._journal = self._ledger = None
        if journal is None:
            return
        if blow not in (Blow.KILL, Blow.POWER):
            journal.inner.close()
        else:
            self._copy(self._log(journal, blow, lies=lies))
            journal.inner.close()
        if ledger is not None:
            ledger.close()

    def _log(self, journal: FileJournal, blow: Blow, *, lies: bool) -> bytes:
        """What is left of the log of the journal."""
        log, chance = log_of(self.path), self._chance
        if journal.growing is not None and blow is Blow.KILL and log.startswith(journal.growing):
            return log[: chance.randint(len(journal.growing), len(log))]
        if journal.growing is not None and blow is Blow.POWER:
            return torn_between(chance, journal.growing, log)
        same = _common(journal.last, log)
        if lies and blow is Blow.POWER and same < len(log):
            self._fate.tell("   the disk lost what it had synced last")
            damaged = bytearray(log)
            damaged[chance.randrange(same, len(log))] ^= 1 << chance.randrange(8)
            return bytes(damaged)
        return log

    def _copy(self, log: bytes) -> None:
        """The directory as the next process finds it, with what is left of our log."""
        self.directory.copy(without=f"{self.path.name}-wal")
        if log:
            self.path.with_name(f"{self.path.name}-wal").write_bytes(log)

    def again(self) -> Sequence[Recorded]:
        """As the protocol."""
        return read_journal(self.path).events

    def remove(self) -> None:
        """As the protocol."""
        self.directory.remove()


def log_of(path: Path) -> bytes:
    """The write-ahead log beside a journal; nothing when there is none."""
    log = path.with_name(f"{path.name}-wal")
    return log.read_bytes() if log.exists() else b""


def torn_between(chance: random.Random, before: bytes, after: bytes) -> bytes:
    """What a power cut leaves of a log that was to become `after`, of which `before` was safe.

    SQLite syncs the head of a log before it writes the first frame (walFrames in wal.c).
    """
    disk = Disk(chance, SECTOR)
    disk.data, disk.platter, disk.synced = bytearray(after), before, max(_common(before, after), LOG_HEAD)
    disk.lose_power()
    return bytes(disk.data)


def _common(before: bytes, after: bytes) -> int:
    if after.startswith(before):
        return len(before)
    return next(at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other)
