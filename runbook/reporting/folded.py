"""Lines that fit a terminal: broken between words, the rest moved to the right; a command is never broken.

A terminal that breaks a long command itself gives it back whole when it is copied; a line break of ours would not.
"""

import re

from runbook.frozen import replace
from runbook.reporting.style import Line, Piece, Text
from runbook.reporting.width import width

_WORD = re.compile(r"runbook [a-z]+ .*?(?=;|, or |$)|\S+\s*|\s+")
"""A command up to its end, or a word with the blanks after it."""

_HEAD = re.compile(r"\s*(?:= help: |next: |[✓✗~?→…!·] )?")
"""What stands before the words of a line; what follows is put below them."""

_EXCERPT = re.compile(r"\s*\d*\s*\|")
"""A line of a code frame."""

_NARROWEST = 40
"""Columns; below that nothing is folded."""


def folded(text: Text, columns: int) -> Text:
    """Return the text in lines of at most `columns`, except where a word or a command is longer."""
    return [part for one in text for part in _folded(one, columns)] if columns >= _NARROWEST else text


def _folded(one: Line, columns: int) -> list[Line]:
    whole = "".join(piece.text for piece in one)
    if width(whole) <= columns or _EXCERPT.match(whole):
        return [one]
    head = _HEAD.match(whole)
    margin = min(width(head.group()) if head is not None else 0, columns // 2)
    margin += 0 if head is not None and head.group().strip() else 2
    lines: list[list[Piece]] = [[]]
    used, begun = 0, False
    for piece in one:
        for word in _WORD.findall(piece.text):
            if begun and used + width(word.rstrip()) > columns:
                lines[-1][-1] = replace(lines[-1][-1], text=lines[-1][-1].text.rstrip())
                lines.append([Piece(" " * margin)])
                used, begun = margin, False
            lines[-1].append(Piece(word, piece.role))
            used, begun = used + width(word), begun or bool(word.strip())
    return [tuple(line) for line in lines]
