"""The key that proves that a cached value is this user's own: what anybody else puts into the cache is ignored."""

import os
import stat
from pathlib import Path

from runbook.runtime.bounded import BoundedReadError, read_stream
from runbook.runtime.once import write_once
from runbook.runtime.private import PrivacyError

NAME = "cache.key"
LENGTH = 32


def cache_key(state: Path) -> bytes | None:
    """Return the key in the state directory, made when it is first needed.

    None when there can be no key: it is not ours, others can read it, or it cannot be written. Then nothing is cached.
    """
    path = state / NAME
    try:
        if not os.path.lexists(path):
            write_once(path, os.urandom(LENGTH))
        return _read(path)
    except (PrivacyError, BoundedReadError, OSError):
        return None


def _read(path: Path) -> bytes | None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        ours = found.st_uid == os.geteuid() and stat.S_ISREG(found.st_mode) and not stat.S_IMODE(found.st_mode) & 0o077
        key = read_stream(descriptor, LENGTH) if ours else b""
    finally:
        os.close(descriptor)
    return key if len(key) == LENGTH else None
