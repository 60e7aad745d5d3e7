"""Trouble of the machine that no port of the program meets: open files, room and rights that it gives no more."""

import errno

from runbook.cli import show
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.reporting.frames import frame

_TROUBLE = frozenset(
    {
        errno.EACCES,
        errno.EAGAIN,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENODEV,
        errno.ENOENT,
        errno.ENOLCK,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.ENOTDIR,
        errno.EPERM,
        errno.EROFS,
        errno.ESTALE,
    }
)


def is_trouble(error: OSError) -> bool:
    """Return True if the machine refuses something that it would give at another time."""
    return error.errno in _TROUBLE


def tell(error: OSError, help: str) -> None:
    """Say what the machine refuses, on standard error; `help`: what was sent, and what to do."""
    where = f" ({error.filename})" if isinstance(error.filename, str) else ""
    message = f"this machine does not let the program work: {error.strerror or 'it has no room'}{where}"
    show.painted_words(frame(Diagnostic("machine", message, subject="runbook", help=help)))
