"""Findings as JUnit XML: one test case per finding, so that CI systems without annotations show them."""

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.reporting.findings.found import Found
from runbook.reporting.findings.sarif import sentence
from runbook.reporting.style import Paint
from runbook.reporting.xml import attribute, content


def render(found: Found, paint: Paint) -> str:
    """One suite; a file set without findings is one passed case."""
    del paint
    errors = found.count(Severity.ERROR)
    cases = [_case(diagnostic) for diagnostic in found.diagnostics]
    cases = cases or ['    <testcase classname="runbook" name="validate"/>']
    head = f'tests="{len(cases)}" failures="{errors}" errors="0"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="runbook validate" {head}>',
            f'  <testsuite name="runbook validate" {head}>',
            *cases,
            "  </testsuite>",
            "</testsuites>",
            "",
        ]
    )


def _case(diagnostic: Diagnostic) -> str:
    place = diagnostic.span.place if diagnostic.span else diagnostic.subject
    file = diagnostic.span.source.name if diagnostic.span else diagnostic.subject
    opening = f'    <testcase classname="{attribute(file)}" name="{attribute(f"{diagnostic.rule} {place}")}">'
    said = content(f"{place}\n{sentence(diagnostic)}")
    if diagnostic.severity is Severity.ERROR:
        message = attribute(diagnostic.message)
        return f'{opening}<failure type="{attribute(diagnostic.rule)}" message="{message}">{said}</failure></testcase>'
    return f"{opening}<system-out>{said}</system-out></testcase>"
