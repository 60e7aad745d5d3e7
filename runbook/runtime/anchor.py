"""Tells whether a file that is open is still the one under its name, with all that was written.

A file that somebody removes or replaces can be written on for ever: what is recorded there is lost all the same.
"""

import os
from pathlib import Path
from typing import NamedTuple


class Seen(NamedTuple):
    """A file as it was: which one, and how long. The files held here grow, and are never cut off by us."""

    device: int
    number: int
    size: int


class Anchor:
    """The files at some paths, as they were when each was last seen."""

    def __init__(self, *paths: Path) -> None:
        self._seen: dict[Path, Seen] = {}
        self.hold(*paths)

    def hold(self, *paths: Path) -> None:
        """Remember what is at these paths, unless it is remembered already; what is not there is passed over."""
        for path in paths:
            if path not in self._seen and (found := _looked_at(path)) is not None:
                self._seen[path] = found

    def renew(self, *paths: Path) -> None:
        """Remember what is at these paths now: we ourselves cut it off."""
        for path in paths:
            self._seen.pop(path, None)
        self.hold(*paths)

    def lost(self) -> Path | None:
        """Return the first path at which the file is another one, or shorter than it was; None when there is none."""
        for path, before in self._seen.items():
            now = _looked_at(path)
            if now == before:
                continue
            if now is None or now[:2] != before[:2] or now.size < before.size:
                return path
            self._seen[path] = now
        return None


def _looked_at(path: Path) -> Seen | None:
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return Seen(found.st_dev, found.st_ino, found.st_size)
