"""Findings as GitLab's Code Quality report: the CodeClimate subset that its merge requests read."""

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.reporting.findings.found import Found
from runbook.reporting.findings.sarif import sentence
from runbook.reporting.json_text import json_text
from runbook.reporting.style import Paint
from runbook.values.canonical import digest
from runbook.values.json import Json

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(found: Found, paint: Paint) -> str:
    """One issue per finding; equal findings get fingerprints of their own by their count."""
    del paint
    seen: dict[str, int] = {}
    return json_text([_issue(diagnostic, seen) for diagnostic in found.diagnostics])


def _issue(diagnostic: Diagnostic, seen: dict[str, int]) -> Json:
    span = diagnostic.span
    path = span.source.name if span else diagnostic.subject
    identity = digest([diagnostic.rule, path, diagnostic.message, span.source.line(span.line).strip() if span else ""])
    seen[identity] = seen.get(identity, 0) + 1
    return {
        "type": "issue",
        "check_name": diagnostic.rule,
        "description": sentence(diagnostic),
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": digest([identity, seen[identity]]).removeprefix("sha256:"),
        "location": {"path": path, "lines": {"begin": span.line if span else 1}},
    }
