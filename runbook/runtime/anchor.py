"""Tells whether a file that is open is still the one under its name.

A file that somebody removes or replaces can be written on for ever: what is recorded there is lost all the same.
"""

import os
from pathlib import Path

Identity = tuple[int, int]


class Anchor:
    """The files at some paths, as they were when each was first seen."""

    def __init__(self, *paths: Path) -> None:
        self._seen: dict[Path, Identity] = {}
        self.hold(*paths)

    def hold(self, *paths: Path) -> None:
        """Remember what is at these paths, unless it is remembered already; what is not there is passed over."""
        for path in paths:
            if path not in self._seen and (found := _identity(path)) is not None:
                self._seen[path] = found

    def lost(self) -> Path | None:
        """Return the first path at which the file is no longer the same; None while all are."""
        return next((path for path, seen in self._seen.items() if _identity(path) != seen), None)


def _identity(path: Path) -> Identity | None:
    try:
        found = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return found.st_dev, found.st_ino
