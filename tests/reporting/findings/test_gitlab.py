import json

from example_findings import found

from runbook.reporting.findings.found import Found
from runbook.reporting.findings.gitlab import render
from runbook.reporting.style import paint_plain


def test_an_issue_has_what_a_merge_request_needs() -> None:
    first = json.loads(render(found(), paint_plain))[0]
    assert first["check_name"] == "one-rule"
    assert first["severity"] == "major"
    assert first["location"] == {"path": "plays/a b:c.yaml", "lines": {"begin": 2}}
    assert first["description"].startswith("first")


def test_fingerprints_differ_even_between_equal_findings() -> None:
    twice = Found(found().diagnostics * 2, 1)
    prints = [issue["fingerprint"] for issue in json.loads(render(twice, paint_plain))]
    assert len(set(prints)) == len(prints) == 6


def test_fingerprints_stay_the_same_from_run_to_run() -> None:
    assert render(found(), paint_plain) == render(found(), paint_plain)
