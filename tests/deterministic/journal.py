"""The journal of the simulation: the real records and the real chain, in a file that can be torn."""

from collections.abc import Sequence
from pathlib import Path

from runbook.interpreter.codec import decode_event, encode_event
from runbook.interpreter.events import AttemptStarted, Event, Purpose
from runbook.runtime.chain import START, link
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ports import Recorded
from runbook.values.json_codec import read_json, write_json
from tests.deterministic.disk import Disk
from tests.deterministic.fate import Fate
from tests.deterministic.times import Times

_COMMIT = b"commit"


class DiskJournal:
    """One run's journal as one process has it open. `torn`: behind the last whole transaction stood something else."""

    def __init__(self, disk: Disk, times: Times, fate: Fate) -> None:
        self._disk = disk
        self._times = times
        self._fate = fate
        self._tip = START.encode().hex()
        self._end = 0
        self.last_start = 0
        self._broken = False
        self.recorded: list[Recorded] = []
        self.durable: dict[tuple[str, Purpose, int], str] = {}
        self._recover()
        self.torn = self._end < len(disk.data)

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """Errors: JournalError, CrashError."""
        fate, disk = self._fate, self._disk
        fate.tick("before a record is written")
        at = self._times.now()
        piece, tip = self._batch(events, at)
        if fate.disk_full or self._broken:
            self._broken = True
            disk.write(self._end, piece[: len(piece) // 3])
            raise JournalError(Path("disk"), "no space left")
        half = len(piece) // 2
        disk.write(self._end, piece[:half])
        fate.tick("in the middle of a record")
        disk.write(self._end + half, piece[half:])
        fate.tick("before a record is synced")
        self.last_start, self._end, self._tip = self._end, self._end + len(piece), tip
        disk.sync(self._end)
        first = len(self.recorded) + 1
        recorded = tuple(Recorded(first + index, at, event) for index, event in enumerate(events))
        self._keep(recorded)
        fate.tick("right after a record is synced")
        return recorded

    def _batch(self, events: Sequence[Event], at: float) -> tuple[bytes, str]:
        lines: list[str] = []
        tip = self._tip
        for event in events:
            text = write_json(encode_event(event), compact=True)
            tip = link(tip, repr(at), text)
            lines.append(f"{tip} {at!r} {text}\n")
        tip = link(tip, str(len(events)))
        lines.append(f"commit {tip}\n")
        return "".join(lines).encode("ascii"), tip

    def _recover(self) -> None:
        """Read as far as whole transactions go."""
        at = 0
        pending: list[Recorded] = []
        tip = self._tip
        data = bytes(self._disk.data)
        while (end := data.find(b"\n", at)) >= 0:
            line, at = data[at:end], end + 1
            if line.startswith(_COMMIT):
                tip = link(tip, str(len(pending)))
                if line != b"commit " + tip.encode():
                    return
                self._keep(pending)
                pending, self._tip, self.last_start, self._end = [], tip, self._end, at
                continue
            found = _record(self._disk.known, line, tip, len(self.recorded) + len(pending) + 1)
            if found is None:
                return
            tip, recorded = found
            pending.append(recorded)

    def _keep(self, recorded: Sequence[Recorded]) -> None:
        self.recorded += recorded
        for one in recorded:
            if isinstance(one.event, AttemptStarted):
                event = one.event
                self.durable[event.address, event.purpose, event.attempt] = event.digest


def _record(
    known: dict[tuple[str, bytes], tuple[str, Recorded]], line: bytes, tip: str, number: int
) -> tuple[str, Recorded] | None:
    """The record of a line behind that tip; None when it is not what was written. `known`: lines read before."""
    if (tip, line) in known:
        return known[tip, line]
    try:
        checksum, at, text = line.decode("ascii").split(" ", 2)
    except (UnicodeDecodeError, ValueError):
        return None
    if link(tip, at, text) != checksum:
        return None
    found = known[tip, line] = checksum, Recorded(number, float(at), decode_event(read_json(text)))
    return found
