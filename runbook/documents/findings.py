"""Findings about data as diagnostics about the text it was read from."""

from collections.abc import Sequence

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.finding import Finding
from runbook.documents.node import Document
from runbook.values.json import Json, Pointer


def diagnose(document: Document, findings: Sequence[Finding], rule: str = "schema") -> list[Diagnostic]:
    """The findings with their places, in the order of the text."""
    diagnostics = [_diagnose(document, finding, rule) for finding in findings]
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.span.start if diagnostic.span else 0)


def _diagnose(document: Document, finding: Finding, rule: str) -> Diagnostic:
    return Diagnostic(rule, finding.message, _span(document, finding), finding.expected, _help(document, finding))


def _span(document: Document, finding: Finding) -> Span:
    """The key when it is wrong; a mapping by its own key, since its text may be long; else the value."""
    place = document.place(finding.pointer)
    start, end = place.start, place.end
    is_long = "\n" in document.source.text[start:end]
    if place.key_start >= 0 and (finding.on_key or is_long):
        start, end = place.key_start, place.key_end
    elif is_long:
        end = document.source.text.index("\n", start)
    return Span(document.source, start, end)


def _help(document: Document, finding: Finding) -> str:
    if not finding.options:
        return finding.hint
    word = finding.pointer[-1] if finding.on_key and finding.pointer else _value_at(document.data, finding.pointer)
    return did_you_mean(word, finding.options) if isinstance(word, str) else ""


def _value_at(data: Json, pointer: Pointer) -> Json:
    for part in pointer:
        if isinstance(data, dict) and isinstance(part, str):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data
