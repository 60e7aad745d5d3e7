"""Where the journal of a simulated run lies, and what a death of the process leaves of it."""

from collections.abc import Sequence
from typing import Protocol

from runbook.interpreter.events import Event, Purpose
from runbook.runtime.ports import Ledger, Recorded
from tests.deterministic.disk import Disk
from tests.deterministic.fate import Blow, Fate
from tests.deterministic.journal import DiskJournal
from tests.deterministic.times import Times


class OpenJournal(Protocol):
    """A journal as one process has it open. `recorded`: all events; `durable`: digests of the attempts on the disk."""

    recorded: list[Recorded]
    durable: dict[tuple[str, Purpose, int], str]
    torn: bool

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """As the port. Errors: JournalError, CrashError."""


class Storage(Protocol):
    """What outlives a process."""

    def open(self) -> OpenJournal:
        """A process opens its journal. Errors: JournalError."""

    def ledger(self) -> Ledger | None:
        """The ledger of these files; None for one that is simulated."""

    def left(self, blow: Blow | None, *, lies: bool) -> None:
        """The process is gone; `blow`: what killed it. `lies`: what was synced last is damaged after all."""

    def again(self) -> Sequence[Recorded]:
        """What the journal says to whoever reads it."""

    def remove(self) -> None:
        """Nobody needs it any more."""


class Memory:
    """A disk of our own, which tears at every byte."""

    def __init__(self, disk: Disk, times: Times, fate: Fate) -> None:
        self._disk = disk
        self._times = times
        self._fate = fate
        self._journal: DiskJournal | None = None

    def open(self) -> OpenJournal:
        """As the protocol."""
        self._journal = DiskJournal(self._disk, self._times, self._fate)
        return self._journal

    def ledger(self) -> None:
        """As the protocol."""

    def left(self, blow: Blow | None, *, lies: bool) -> None:
        """As the protocol."""
        if blow is not Blow.POWER:
            return
        self._disk.lose_power()
        if lies and self._journal is not None:
            self._fate.tell("   the disk lost what it had synced last")
            self._disk.lie(self._journal.last_start)

    def again(self) -> Sequence[Recorded]:
        """As the protocol."""
        return DiskJournal(self._disk, self._times, self._fate).recorded

    def remove(self) -> None:
        """As the protocol."""
