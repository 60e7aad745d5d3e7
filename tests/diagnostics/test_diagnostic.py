"""Findings as data."""

from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity, has_errors
from runbook.diagnostics.source import Source, Span


def test_a_finding_is_an_error_unless_it_says_otherwise() -> None:
    assert Diagnostic("rule", "message").severity is Severity.ERROR


def test_only_errors_count_as_errors() -> None:
    warning = Diagnostic("rule", "message", severity=Severity.WARNING)
    note = Diagnostic("rule", "message", severity=Severity.NOTE)
    assert not has_errors([])
    assert not has_errors([warning, note])
    assert has_errors([warning, Diagnostic("rule", "message")])


def test_other_places_belong_to_a_finding() -> None:
    span = Span(Source("f", "abc"), 0, 1)
    finding = Diagnostic("rule", "message", span, related=(Related(span, "the first one"),))
    assert finding.related[0].label == "the first one"
