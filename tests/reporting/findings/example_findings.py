"""A few findings, hostile ones among them, for the tests of formats."""

from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity
from runbook.diagnostics.source import Source, Span
from runbook.reporting.findings.found import Found

SOURCE = Source("plays/a b:c.yaml", 'runbook: 1\nname: "Unable"\n')
HOSTILE = "x]]>\x1b[2J\u202e\x00</failure>&\"'\n::set-env name=P::1\n##vso[x]"


def span(text: str) -> Span:
    start = SOURCE.text.index(text)
    return Span(SOURCE, start, start + len(text))


def found() -> Found:
    return Found(
        (
            Diagnostic("one-rule", "first", span('"Unable"'), "here", "do this", (Related(span("1"), "there"),)),
            Diagnostic("other-rule", HOSTILE, span("name"), label=HOSTILE, help=HOSTILE, severity=Severity.WARNING),
            Diagnostic("one-rule", "no file", subject="x.yaml", severity=Severity.NOTE),
        ),
        files=2,
    )


def raw_dangers(text: str) -> list[str]:
    """Characters in the text that no terminal should see raw; line breaks are the format's own."""
    return [character for character in text if not character.isprintable() and character != "\n"]
