"""Standard streams that cannot hurt: open before anything else opens a file, and never the cause of a crash.

THREATS R28: with descriptor 1 closed, the next file opened would get it, and a stray print would write into a journal.
"""

import os
import sys
from typing import TextIO


def open_descriptors() -> None:
    """Point descriptors 0 to 2 at the null device where they are closed."""
    for wanted in (0, 1, 2):
        try:
            os.fstat(wanted)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != wanted:
                os.dup2(opened, wanted)
                os.close(opened)


def forgive_characters() -> None:
    """Let a stream that cannot encode a character write its escape instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def silence(stream: TextIO) -> None:
    """Send everything that is still to be written to the null device, so that the interpreter's exit stays calm."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
    except (OSError, ValueError):
        return
