"""Findings ⇄ JSON, for the cache: a contract's warnings are told each time, though it is imported once."""

from collections.abc import Iterable, Mapping, Sequence

from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity
from runbook.diagnostics.source import Source, Span
from runbook.values.json import Json


def written(findings: Iterable[Diagnostic], sources: Sequence[Source]) -> Json:
    """The findings as JSON; a place outside `sources` is left out."""
    numbers = {source.name: number for number, source in enumerate(sources)}
    return [
        {
            "rule": one.rule,
            "message": one.message,
            "label": one.label,
            "help": one.help,
            "severity": one.severity.value,
            "subject": one.subject,
            "private": one.private,
            "span": _place(one.span, numbers),
            "related": [[_place(other.span, numbers), other.label] for other in one.related],
        }
        for one in findings
    ]


def read(kept: Json, sources: Sequence[Source]) -> list[Diagnostic]:
    """The findings that `written` wrote about the same sources; errors: ValueError for anything else."""
    if not isinstance(kept, list):
        raise ValueError("findings are a list")
    return [_finding(one, sources) for one in kept]


def _place(span: Span | None, numbers: Mapping[str, int]) -> Json:
    if span is None or span.source.name not in numbers:
        return None
    return [numbers[span.source.name], span.start, span.end]


def _finding(kept: Json, sources: Sequence[Source]) -> Diagnostic:
    if not isinstance(kept, dict):
        raise ValueError("a finding is a mapping")
    related = kept.get("related")
    return Diagnostic(
        rule=str(kept.get("rule")),
        message=str(kept.get("message")),
        span=_span(kept.get("span"), sources),
        label=str(kept.get("label")),
        help=str(kept.get("help")),
        related=tuple(_related(one, sources) for one in related) if isinstance(related, list) else (),
        severity=Severity(kept.get("severity")),
        subject=str(kept.get("subject")),
        private=kept.get("private") is True,
    )


def _related(kept: Json, sources: Sequence[Source]) -> Related:
    match kept:
        case [place, str(label)] if (span := _span(place, sources)) is not None:
            return Related(span, label)
        case _:
            raise ValueError("a related place is a place and a label")


def _span(kept: Json, sources: Sequence[Source]) -> Span | None:
    match kept:
        case None:
            return None
        case [int(number), int(start), int(end)] if 0 <= number < len(sources):
            return Span(sources[number], start, end)
        case _:
            raise ValueError("a place is a source, a start and an end")
