"""A disk that keeps what was synced, and of the rest whatever it likes."""

import random

from runbook.runtime.ports import Recorded

SECTOR = 64
"""Small, so that every record spans several."""


class Disk:
    """One file. `data`: as the running system sees it; `platter`: as it was when it was last synced.

    `known`: lines that were read before, by the checksum before them; reading them again costs nothing.
    """

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
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
            for at in range(start, len(new), SECTOR):
                kept += self._sector(new[at : at + SECTOR], old[at : at + SECTOR], manner)
        self.data = kept
        self.platter = bytes(kept)

    def _sector(self, new: bytes, old: bytes, manner: float) -> bytes:
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
