"""Pieces of Markdown in which text from files and providers is data: no markup, no link, no mention, no HTML.

The rules are those of CommonMark 0.31 and of GitHub's tables: a backslash makes any ASCII punctuation plain, and a code
span shows everything as it is.
"""

from runbook.reporting.escape import inert_line, visible

_PUNCTUATION = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]()#+-.!|~^$:/'\"=%,;?"})
_MARKUP = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;"}


def inline(text: str) -> str:
    """Words in a paragraph or a heading, on one line."""
    plain = visible(text).translate(_PUNCTUATION)
    return "".join(_MARKUP.get(character, character) for character in plain)


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
    return f"{'#' * level} {inline(text)}"


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
