import json

from example_findings import found, raw_dangers

from runbook.reporting.findings.sarif import render, sentence, uri
from runbook.reporting.style import paint_plain


def test_results_point_at_rules_and_places() -> None:
    log = json.loads(render(found(), paint_plain))
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert rules == ["one-rule", "other-rule"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 15}
    assert run["results"][0]["relatedLocations"][0]["message"]["text"] == "there"
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_a_file_name_becomes_a_uri() -> None:
    assert uri("plays/a b:c.yaml") == "plays/a%20b%3Ac.yaml"
    assert uri("/tmp/ü.yaml") == "file:///tmp/%C3%BC.yaml"


def test_a_sentence_holds_all_a_finding_says() -> None:
    assert sentence(found().diagnostics[0]) == "first\nhere\nhelp: do this"
    assert sentence(found().diagnostics[2]) == "x.yaml: no file"


def test_hostile_text_is_inert() -> None:
    assert not raw_dangers(render(found(), paint_plain))
