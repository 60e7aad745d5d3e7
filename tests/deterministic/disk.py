"""A disk that keeps what was synced, and of the rest whatever it likes."""

import random

from runbook.runtime.ports import Recorded

SMALL_SECTOR = 64
"""So small that every record of ours spans several."""

SECTOR = 512
"""What a real disk writes at once, at least."""


class Disk:
    """One file. `data`: as the running system sees it; `platter`: as it was when it was last synced.

    `sector`: how many bytes are kept or lost together. `known`: lines that were read before, by the checksum before
    them; reading them again costs nothing.
    """

    def __init__(self, chance: random.Random, sector: int = SMALL_SECTOR) -> None:
        self._chance = chance
        self._sector = sector
        self.data = bytearray()
        self.platter = b""
        self.synced = 0
        self.known: dict[tuple[str, bytes], tuple[str, Recorded]] = {}

    def write(self, at: int, piece: bytes) -> None:
        """Into the cache of the system: it survives a kill, not a power cut."""
        self.data[at : at + len(piece)] = piece

    def sync(self, end: int) -> None:
        """Everything up to `end` is safe when this returns."""
        del self.data[end:]
        self.platter = bytes(self.data)
        self.synced = end

    def lose_power(self) -> None:
        """Behind what was synced each sector is new, old or garbage, and the file ends anywhere."""
        chance = self._chance
        new, old, start = bytes(self.data), self.platter, self.synced
        if new == old:
            return
        kept = bytearray(new[:start])
        manner = chance.random()
        if manner < 0.4:
            kept += new[start : chance.randint(start, len(new))]
            kept += old[len(kept) :]
        else:
            for at in self._starts(start, len(new)):
                end = min(len(new), at - at % self._sector + self._sector)
                kept += self._left_of(new[at:end], old[at:end], manner)
        self.data = kept
        self.platter = bytes(kept)

    def _starts(self, start: int, end: int) -> list[int]:
        """Where sectors begin; the first is cut where the safe part ends."""
        return [start, *range(start - start % self._sector + self._sector, end, self._sector)]

    def _left_of(self, new: bytes, old: bytes, manner: float) -> bytes:
        lot = self._chance.random()
        if lot < 0.4:
            return new
        if lot < 0.7:
            return old + b"\0" * (len(new) - len(old))
        return self._chance.randbytes(len(new)) if manner < 0.7 else b"\0" * len(new)

    def lie(self, start: int) -> bool:
        """What was synced last, from `start`, is damaged after all, and one can see it."""
        if start >= self.synced:
            return False
        at = self._chance.randrange(start, self.synced)
        self.data[at] ^= 1 << self._chance.randrange(8)
        self.platter, self.synced = bytes(self.data), start
        return True
