"""What a person types, without waiting for it for ever."""

import os
import select
import sys
import termios


class Keyboard:
    """The terminal at standard input, a line at a time.

    Read below Python's own buffers: a thread that hangs in `sys.stdin` when the program ends takes it down with a
    fatal error.
    """

    def forget(self) -> None:
        """Drop what was typed ahead: it cannot be meant for a question that nobody had seen."""
        try:
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
        except (termios.error, OSError, ValueError, AttributeError):
            return

    def line(self, seconds: float) -> str | None:
        """The next line; None when there was none in that time; empty text at the end of input."""
        try:
            descriptor = sys.stdin.fileno()
            ready, _, _ = select.select([descriptor], [], [], max(0.0, seconds))
            return os.read(descriptor, 4096).decode(errors="replace").strip() if ready else None
        except (OSError, ValueError, AttributeError):
            return ""
