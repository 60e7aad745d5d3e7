"""A difference for a terminal."""

from collections.abc import Sequence

from runbook.planning.difference import Difference
from runbook.reporting.difference_words import Section, headline, sections
from runbook.reporting.style import Line, Piece, Role, Text, line
from runbook.reporting.width import padded, width

_BESIDE = 64
"""Columns in which two states of one thing can stand beside each other."""


def difference_text(found: Difference) -> Text:
    """The whole difference."""
    lines = [line(Piece(f"{found.old.name} -> {found.new.name}", Role.STRONG))]
    for section in sections(found):
        lines += [(), line(Piece(section.title, Role.WARN if section.grave else Role.STRONG)), *_rows(section)]
    grave = any(section.grave for section in sections(found))
    return [*lines, (), line(Piece(headline(found), Role.WARN if grave else Role.OK))]


def _rows(section: Section) -> list[Line]:
    """Two states of one thing stand beside each other when both are short, else below each other."""
    if section.heads[-1] == "now":
        long = [row for row in section.rows if width(row[-2]) + width(row[-1]) > _BESIDE]
        short = [row for row in section.rows if row not in long]
        return [*_table(short, " -> "), *(one for row in long for one in _below(row))]
    return _table(section.rows, "  ")


def _table(rows: Sequence[tuple[str, ...]], last: str) -> list[Line]:
    """`last`: what stands before the last column."""
    wide = [max(width(row[at]) for row in rows) for at in range(len(rows[0]) - 1)] if rows else []
    return [line("  ", "  ".join(map(padded, row[:-1], wide)), last, row[-1]) for row in rows]


def _below(row: tuple[str, ...]) -> list[Line]:
    *what, old, new = row
    return [
        line("  ", "  ".join(what)),
        line("    ", Piece(f"- {old}", Role.DIM)),
        line("    ", f"+ {new}"),
    ]
