"""Findings as GitHub workflow commands, which become annotations beside the changed lines."""

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.reporting.escape import visible
from runbook.reporting.findings.found import Found
from runbook.reporting.findings.sarif import sentence
from runbook.reporting.style import Paint

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(found: Found, paint: Paint) -> str:
    """One command per finding."""
    del paint
    return "".join(_command(diagnostic) + "\n" for diagnostic in found.diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = {"title": diagnostic.rule}
    if diagnostic.span is not None:
        source = diagnostic.span.source
        properties |= {
            "file": source.name,
            "line": str(diagnostic.span.line),
            "col": str(diagnostic.span.column),
            "endLine": str(source.line_of(diagnostic.span.end)),
        }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {said}::{_data(sentence(diagnostic))}"


def _data(text: str) -> str:
    """The message of a command: `%` and line breaks escaped as GitHub's toolkit does."""
    lines = (visible(one) for one in text.replace("%", "%25").split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    """The value of a property: `:` and `,` escaped too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
