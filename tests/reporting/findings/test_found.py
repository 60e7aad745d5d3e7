from example_findings import SOURCE, found, span

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Source, Span
from runbook.reporting.findings.found import in_reading_order


def test_counts_are_by_severity() -> None:
    assert [found().count(severity) for severity in Severity] == [1, 1, 1]


def test_findings_are_read_file_by_file_from_top_to_bottom() -> None:
    other = Source("b", "x")
    late, early = Diagnostic("a", "late", span("name")), Diagnostic("b", "early", span("runbook"))
    elsewhere = Diagnostic("c", "elsewhere", Span(other, 0, 1))
    whole = Diagnostic("d", "whole file", subject=SOURCE.name)
    assert in_reading_order([late, elsewhere, early, whole]) == (whole, early, late, elsewhere)
