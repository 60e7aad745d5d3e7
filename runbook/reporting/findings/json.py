"""Findings as JSON: the shape of `schemas/findings.schema.json`."""

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Span
from runbook.reporting.findings.found import Found
from runbook.reporting.json_text import json_text
from runbook.reporting.style import Paint
from runbook.values.json import Json


def render(found: Found, paint: Paint) -> str:
    """The document, one line per level; `paint` plays no part."""
    del paint
    return json_text(described(found))


def described(found: Found) -> Json:
    """The findings as data."""
    return {
        "findings": [finding(diagnostic) for diagnostic in found.diagnostics],
        "summary": {
            "files": found.files,
            "errors": found.count(Severity.ERROR),
            "warnings": found.count(Severity.WARNING),
            "notes": found.count(Severity.NOTE),
        },
    }


def finding(diagnostic: Diagnostic) -> Json:
    """One finding."""
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "subject": diagnostic.subject,
        "place": None if diagnostic.span is None else place(diagnostic.span),
        "related": [{"place": place(related.span), "label": related.label} for related in diagnostic.related],
    }


def place(span: Span) -> Json:
    """A place: lines and columns from 1, in code points; the end is the first column after it."""
    source = span.source
    return {
        "file": source.name,
        "line": span.line,
        "column": span.column,
        "end_line": source.line_of(span.end),
        "end_column": source.column_of(span.end),
    }
