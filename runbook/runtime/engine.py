"""Which engine this is, for caches: a changed module is another engine, even between two versions."""

import os
import sys
from collections.abc import Iterator
from functools import cache

import runbook
from runbook import __version__
from runbook.values.sha import sha256

_PACKAGES = (
    "",
    "values",
    "diagnostics",
    "documents",
    "providers",
    "providers/adapters",
    "language",
    "interpreter",
    "rules",
    "planning",
    "runtime",
)
_SHAPES = ("schemas", "../schemas")
"""Installed, and in a checkout."""


@cache
def engine() -> str:
    """The version, and a fingerprint of everything that decides what is made of a text."""
    sum = sha256("".join(_parts()).encode())
    return f"{__version__} {sum.hexdigest()}"


def _parts() -> Iterator[str]:
    """The interpreter, the libraries beside it, the modules whose results are kept, and the schemas they read."""
    yield f"{sys.version}\n"
    yield from (f"{path} {_changed(path)}\n" for path in sys.path if path.endswith("-packages"))
    root = runbook.__path__[0]
    for folder in (*_PACKAGES, *_SHAPES):
        for name, size, changed in sorted(_files(os.path.join(root, folder))):
            yield f"{folder}/{name} {size} {changed}\n"


def _changed(path: str) -> int:
    """When a file, or the list of what is installed in a folder, last changed; 0 when there is none."""
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _files(folder: str) -> list[tuple[str, int, int]]:
    """Name, size and time of change of each; none inside a zip file, where only the version changes."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith((".py", ".json"))]
    except OSError:
        return []
    return [(name, status.st_size, status.st_mtime_ns) for name, status in found]
