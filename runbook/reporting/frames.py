"""Findings as people read them: the rule, the place, the line with what is wrong underlined, what to do."""

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Span
from runbook.frozen import replace
from runbook.reporting.excerpt import Excerpt, excerpt_of
from runbook.reporting.style import Line, Piece, Role, line

_ROLES = {Severity.ERROR: Role.ERROR, Severity.WARNING: Role.WARN, Severity.NOTE: Role.NOTE}


def frame(diagnostic: Diagnostic) -> list[Line]:
    """The lines of one finding, without an empty line after them."""
    role = _ROLES[diagnostic.severity]
    gutter = _gutter(diagnostic)
    lines = [_headline(diagnostic, role)]
    if diagnostic.span is not None:
        lines += _place(diagnostic.span, gutter)
        shown = excerpt_of(diagnostic.span)
        lines += _excerpt(_masked(shown) if diagnostic.private else shown, gutter, "^", diagnostic.label, role)
    elif diagnostic.subject:
        said = Piece(f"   {diagnostic.label}" if diagnostic.label else "", role)
        lines.append(line(Piece(" " * gutter + "--> ", Role.PLACE), diagnostic.subject, said))
    for related in diagnostic.related:
        lines += _place(related.span, gutter)
        lines += _excerpt(excerpt_of(related.span), gutter, "-", related.label, Role.PLACE)
    return lines + _help(diagnostic.help, gutter)


def _headline(diagnostic: Diagnostic, role: Role) -> Line:
    return line(
        Piece(f"{diagnostic.severity.value}[{diagnostic.rule}]", role), Piece(f": {diagnostic.message}", Role.STRONG)
    )


def _gutter(diagnostic: Diagnostic) -> int:
    """Columns of the widest line number."""
    spans = [diagnostic.span, *(related.span for related in diagnostic.related)]
    return max((len(str(span.line)) for span in spans if span is not None), default=2)


def _place(span: Span, gutter: int) -> list[Line]:
    margin = " " * gutter
    return [line(Piece(f"{margin}--> ", Role.PLACE), span.place), line(Piece(f"{margin} |", Role.PLACE))]


def _masked(excerpt: Excerpt) -> Excerpt:
    """The line up to what may be secret; what stands behind it is left out too."""
    return replace(excerpt, text=excerpt.text[: excerpt.indent] + "*" * excerpt.length)


def _excerpt(excerpt: Excerpt, gutter: int, mark: str, label: str, role: Role) -> list[Line]:
    underline = " " * excerpt.indent + mark * excerpt.length
    return [
        line(Piece(f"{excerpt.number:>{gutter}} | ", Role.PLACE), excerpt.text),
        line(Piece(" " * gutter + " | ", Role.PLACE), Piece(f"{underline} {label}".rstrip(), role)),
    ]


def _help(text: str, gutter: int) -> list[Line]:
    if not text:
        return []
    first, *rest = text.splitlines()
    margin = " " * (gutter + 1)
    lines = [line(Piece(margin + "= ", Role.PLACE), Piece("help", Role.STRONG), f": {first}")]
    return lines + [line(f"{margin}  {more}") for more in rest]
