"""Which engine this is, for caches: a changed module is another engine, even between two versions."""

import hashlib
import os
from functools import cache

import runbook
from runbook import __version__


@cache
def engine() -> str:
    """The version and a fingerprint of the modules whose results are kept."""
    sum = hashlib.sha256()
    for package in ("providers", "language", "documents", "values"):
        for name, size, changed in sorted(_modules(os.path.join(runbook.__path__[0], package))):
            sum.update(f"{package}/{name} {size} {changed}\n".encode())
    return f"{__version__} {sum.hexdigest()}"


def _modules(folder: str) -> list[tuple[str, int, int]]:
    """Name, size and time of change of each module; none inside a zip file, where only the version changes."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py")]
    except OSError:
        return []
    return [(name, status.st_size, status.st_mtime_ns) for name, status in found]
