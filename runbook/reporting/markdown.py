"""Pieces of Markdown in which text from files and providers is data: no markup, no link, no mention, no HTML.

In a code span everything shows as it is (CommonMark 0.31); words that need none stand without. Backslashes and entities
are no help: GitHub looks for mentions, issues and links in what they become.
"""

import re

from runbook.deferred import pattern
from runbook.reporting.escape import inert_line, visible

_HARMLESS = pattern(r"[\w .,;:()'\"/%?=+→·…-]*", re.ASCII | re.DOTALL)
_MARKUP = pattern(r"_|www\.|:\S")
"""Emphasis, and what GitHub makes a link or a picture of by itself; it looks behind backslashes and entities."""


def words(text: str) -> str:
    """Words as they are when nothing in them can be markup, else as code."""
    letters = "".join("x" if character.isalpha() and not character.isascii() else character for character in text)
    return text if _HARMLESS.fullmatch(letters) and not _MARKUP.search(text) else code(text)


def code(text: str) -> str:
    """Text shown exactly as it is, on one line; nothing for nothing."""
    shown = inert_line(visible(text))
    if not shown:
        return ""
    fence = "`" * (_longest_run(shown) + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{room}{shown}{room}{fence}"


def cell(text: str) -> str:
    """Text as a cell of a table, shown exactly as it is; there a bar ends a cell even inside code."""
    return code(text).replace("|", "\\|")


def heading(level: int, text: str) -> str:
    """A heading of words."""
    return f"{'#' * level} {words(text)}"


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table; `heads` are words, cells are Markdown already (`cell`)."""
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _longest_run(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    return longest
