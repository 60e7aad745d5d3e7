"""Reading a file in bounded time and memory, whatever it turns out to be."""

import os
import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "is a directory"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)


class BoundedReadError(Exception):
    """A file cannot be read. `reason`: completes "the file X ..."."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_bounded(path: Path, limit: int) -> bytes:
    """All of a regular file of at most `limit` bytes; errors: BoundedReadError.

    Opened without waiting (a pipe without a writer would wait for ever) and looked at before it is read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise BoundedReadError(_trouble(error)) from error
    try:
        kind = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(kind):
            raise BoundedReadError(next((text for test, text in _KINDS if test(kind)), "is not a regular file"))
        return read_stream(descriptor, limit)
    except OSError as error:
        raise BoundedReadError(_trouble(error)) from error
    finally:
        os.close(descriptor)


def read_stream(descriptor: int, limit: int) -> bytes:
    """Everything up to the end, at most `limit` bytes; errors: BoundedReadError, OSError."""
    pieces: list[bytes] = []
    size = 0
    while piece := os.read(descriptor, min(1 << 20, limit + 1)):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise BoundedReadError(f"is larger than {_size(limit)}")
    return b"".join(pieces)


def _size(limit: int) -> str:
    return f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"


def _trouble(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "does not exist"
        case PermissionError():
            return "may not be read by you"
        case OSError():
            return f"cannot be read: {error.strerror}"
        case _:
            return "has a name that no file can have"
