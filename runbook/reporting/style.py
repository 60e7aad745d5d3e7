"""Text with roles, rendered plain or for a terminal. Rendering is the gate where every piece is made inert."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TypeAlias

from runbook.frozen import frozen
from runbook.reporting.escape import inert_line, visible


class Role(Enum):
    """What a piece of text is, not how it looks."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    ERROR = "error"
    WARN = "warn"
    NOTE = "note"
    OK = "ok"
    PLACE = "place"


@frozen
class Piece:
    """Some text in one role; a line break in it is data and shows as an escape."""

    text: str
    role: Role = Role.PLAIN


Line: TypeAlias = tuple[Piece, ...]
Text: TypeAlias = Sequence[Line]
Paint: TypeAlias = Callable[[Text], str]
"""How styled text becomes characters."""

_ANSI = {
    Role.PLAIN: "",
    Role.STRONG: "1",
    Role.DIM: "2",
    Role.ERROR: "1;31",
    Role.WARN: "1;33",
    Role.NOTE: "36",
    Role.OK: "32",
    Role.PLACE: "34",
}


def line(*pieces: Piece | str) -> Line:
    """A line of pieces; bare strings are plain."""
    return tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces)


def indented(lines: Iterable[Line], columns: int) -> list[Line]:
    """The lines, each moved to the right."""
    margin = Piece(" " * columns)
    return [(margin, *one) if one else one for one in lines]


def paint_plain(text: Text) -> str:
    """The text alone, every line with its line break."""
    return "".join(inert_line("".join(visible(piece.text) for piece in one)).rstrip() + "\n" for one in text)


def paint_ansi(text: Text) -> str:
    """The text with ANSI colours, every line with its line break."""
    return "".join("".join(_coloured(piece) for piece in _inert(one)) + "\n" for one in text)


def _inert(one: Line) -> Line:
    """The line as it is, or without roles when joined text would read as a CI command."""
    joined = "".join(visible(piece.text) for piece in one)
    safe = inert_line(joined)
    return one if safe == joined else (Piece(safe),)


def _coloured(piece: Piece) -> str:
    code = _ANSI[piece.role]
    text = visible(piece.text)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text else text
