from example_findings import found, raw_dangers

from runbook.reporting.findings.found import Found
from runbook.reporting.findings.text import render
from runbook.reporting.style import paint_plain


def test_each_finding_has_a_frame_and_the_last_line_counts() -> None:
    said = render(found(), paint_plain)
    assert said.startswith("error[one-rule]: first\n --> plays/a b:c.yaml:2:7\n")
    assert said.endswith("\n2 files · 1 error, 1 warning, 1 note\n")


def test_nothing_found_is_said_in_one_line() -> None:
    assert render(Found((), 1), paint_plain) == "1 file · no findings\n"


def test_hostile_text_is_inert() -> None:
    said = render(found(), paint_plain)
    assert not raw_dangers(said)
    assert not [line for line in said.splitlines() if line.lstrip().startswith("::") or "##vso[" in line]
