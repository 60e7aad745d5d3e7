"""The little Markdown of our own documentation, for a terminal: paragraphs, and examples between fences."""

from runbook.reporting.style import Line, Piece, Role, line

_FENCE = "```"


def markdown_text(text: str) -> list[Line]:
    """Paragraphs as they are; what stands between fences indented, its fences gone."""
    lines: list[Line] = []
    fenced = False
    for one in text.strip().split("\n"):
        if one.startswith(_FENCE):
            fenced = not fenced
        elif fenced:
            lines.append(line("    ", Piece(one, Role.NOTE)))
        else:
            lines.append(line(one))
    return lines
