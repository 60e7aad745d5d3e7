"""A difference for a pull request."""

from runbook.planning.difference import Difference
from runbook.reporting.difference_words import Section, headline, sections
from runbook.reporting.markdown import cell, heading, table, words


def difference_markdown(found: Difference) -> str:
    """The whole difference as Markdown; what comes from files is inert."""
    parts = [heading(3, f"{found.old.name} → {found.new.name}"), _headline(found), *map(_table, sections(found))]
    return "\n\n".join(parts) + "\n"


def _headline(found: Difference) -> str:
    return f"**{words(headline(found))}**"


def _table(section: Section) -> str:
    rows = [tuple(map(cell, row)) for row in section.rows]
    return f"{heading(4, section.title)}\n\n{table(section.heads, rows)}"
