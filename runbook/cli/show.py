"""The only module that prints. Trouble with output is never trouble with the run (THREATS R28)."""

import errno
import os
import sys
from typing import TYPE_CHECKING, TextIO

from runbook.cli.streams import silence

if TYPE_CHECKING:
    from runbook.reporting.style import Paint, Text

_PLAIN_MARKS = str.maketrans({"✓": "+", "✗": "x", "→": ">", "…": "~", "▸": ">", "·": "-", "—": "-", "“": '"', "”": '"'})

_lost: list[str] = []


def flush() -> None:
    """Write out what is still buffered; trouble with output is not trouble of the program."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue


def payload(text: str) -> None:
    """What was asked for, on standard output."""
    _write(sys.stdout, text)


def forget_losses() -> None:
    """A command begins: what was lost before is not its loss."""
    _lost.clear()


def is_payload_lost() -> bool:
    """Whether what was asked for did not reach standard output; a reader that went away has what it wanted."""
    return bool(_lost)


def words(text: str) -> None:
    """What people should know, on standard error."""
    _write(sys.stderr, text)


def painted_payload(text: "Text") -> None:
    """Styled text on standard output."""
    payload(paint_for(sys.stdout)(text))


def folded_payload(text: "Text") -> None:
    """Styled text on standard output, in lines that fit the terminal."""
    payload(paint_for(sys.stdout, fold=True)(text))


def painted_words(text: "Text", *, fold: bool = True) -> None:
    """Styled text on standard error, in lines that fit the terminal unless `fold` is False."""
    words(paint_for(sys.stderr, fold=fold)(text))


def paint_for(stream: TextIO | None, *, fold: bool = False) -> "Paint":
    """Colours on a terminal that wants them, plain text anywhere else. `fold`: in lines that fit the terminal."""
    from runbook.reporting.style import paint_ansi, paint_plain

    paint = paint_ansi if wants_colour(stream) else paint_plain
    columns = _columns(stream) if fold else 0
    if not columns:
        return paint
    from runbook.reporting.folded import folded

    return lambda text: paint(folded(text, columns))


def _columns(stream: TextIO | None) -> int:
    """How wide the terminal is; 0 for anything else."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream is not None and is_terminal(stream) else 0
    except (OSError, ValueError):
        return 0


def wants_colour(stream: TextIO | None) -> bool:
    """Whether this is a terminal, and nobody asked for plain text (no-color.org)."""
    return can_rewrite(stream) and not os.environ.get("NO_COLOR")


def can_rewrite(stream: TextIO | None) -> bool:
    """Whether a line that was written can be taken away again."""
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    try:
        stream.write(_encodable(stream, text))
        stream.flush()
    except (OSError, ValueError) as error:
        silence(stream)
        if stream is sys.stdout and getattr(error, "errno", None) not in (errno.EPIPE, errno.EBADF):
            reason = getattr(error, "strerror", None) or "closed"
            _lost.append(reason)
            _write(sys.stderr, f"could not write to standard output: {reason}\n")


def _encodable(stream: TextIO, text: str) -> str:
    """The text as it is, or with plain marks where the terminal's encoding has no such characters."""
    if text.isascii():
        return text
    try:
        text.encode(stream.encoding or "utf-8", "surrogatepass")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_PLAIN_MARKS)
    return text
