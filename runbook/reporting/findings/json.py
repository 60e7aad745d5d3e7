"""Findings as JSON: the shape of `schemas/findings.schema.json`."""

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Span
from runbook.planning.proved import Burden, Length, Proof
from runbook.reporting.findings.found import Found
from runbook.reporting.json_text import json_text
from runbook.reporting.style import Paint
from runbook.values.json import Json
from runbook.values.numbers import measured


def render(found: Found, paint: Paint) -> str:
    """The document, one line per level; `paint` plays no part."""
    del paint
    return json_text(described(found))


def described(found: Found) -> Json:
    """The findings as data."""
    return {
        "findings": [finding(diagnostic) for diagnostic in found.diagnostics],
        "proofs": [proof(one) for one in found.proofs],
        "summary": {
            "files": found.files,
            "errors": found.count(Severity.ERROR),
            "warnings": found.count(Severity.WARNING),
            "notes": found.count(Severity.NOTE),
        },
    }


def proof(proof: Proof) -> Json:
    """What was proved of one playbook."""
    return {
        "playbook": proof.playbook,
        "file": proof.file,
        "states": proof.states,
        "crash_points": proof.deaths,
        "after_a_stop_on_purpose": list(proof.on_purpose),
        "sent_again_after_a_read": list(proof.resending),
        "fixed": _burden(proof.fixed),
        "per_item": [
            {
                "of": [_length(length) for length in share.of],
                **_burden(share.burden),
            }
            for share in proof.shares
        ],
        "worst": None if proof.worst is None else _burden(proof.worst),
    }


def _length(length: Length) -> Json:
    return {"name": length.name, "at_most": length.at_most, "distinct": length.distinct}


def _burden(burden: Burden) -> dict[str, Json]:
    return {
        "irreversible_requests": burden.irreversible,
        "requests": burden.requests,
        "wait_seconds": measured(round(burden.wait, 3)),
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
