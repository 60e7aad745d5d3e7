"""Findings as SARIF 2.1.0 (OASIS), for code scanning."""

from runbook import __version__
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Span
from runbook.reporting.findings.found import Found
from runbook.reporting.json_text import json_text
from runbook.reporting.style import Paint
from runbook.values.json import Json

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(found: Found, paint: Paint) -> str:
    """One run of the tool `runbook` with all results."""
    del paint
    rules = sorted({diagnostic.rule for diagnostic in found.diagnostics})
    driver: Json = {
        "name": "runbook",
        "semanticVersion": __version__,
        "rules": [{"id": rule, "name": rule} for rule in rules],
    }
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, rules.index(diagnostic.rule)) for diagnostic in found.diagnostics],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(diagnostic: Diagnostic, index: int) -> Json:
    result: dict[str, Json] = {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": sentence(diagnostic)},
        "locations": [] if diagnostic.span is None else [_location(diagnostic.span)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": related.label}, **_location(related.span)}
            for number, related in enumerate(diagnostic.related)
        ]
    return result


def sentence(diagnostic: Diagnostic) -> str:
    """Everything a finding says, in one text without its place."""
    said = f"{diagnostic.subject}: {diagnostic.message}" if diagnostic.subject else diagnostic.message
    parts = [said, diagnostic.label, f"help: {diagnostic.help}" if diagnostic.help else ""]
    return "\n".join(part for part in parts if part)


def _location(span: Span) -> dict[str, Json]:
    source = span.source
    region: Json = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": source.line_of(span.end),
        "endColumn": source.column_of(span.end),
    }
    return {"physicalLocation": {"artifactLocation": {"uri": uri(source.name)}, "region": region}}


def uri(name: str) -> str:
    """A file's name as a relative or `file:` URI reference (RFC 3986)."""
    safe = "".join(character if _unreserved(character) else _percent(character) for character in name)
    return f"file://{safe}" if name.startswith("/") else safe


def _unreserved(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-._~/")


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
