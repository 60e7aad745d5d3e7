"""Findings in their places."""

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.finding import Finding
from runbook.documents.findings import diagnose
from runbook.documents.yaml import load

TEXT = "name: x\nsteps:\n  - id: a\n    cal: kc.x\n    then: stopp\n  - [1, 2]\n"


def only(finding: Finding) -> Diagnostic:
    document, _ = load(Source("p.yaml", TEXT))
    assert document is not None
    (diagnostic,) = diagnose(document, [finding])
    return diagnostic


def shown(diagnostic: Diagnostic) -> str:
    assert diagnostic.span is not None
    return TEXT[diagnostic.span.start : diagnostic.span.end]


def test_an_unknown_key_is_underlined_and_gets_a_suggestion() -> None:
    found = only(Finding(("steps", 0, "cal"), "additionalProperties", "unknown key", True, options=("call", "group")))
    assert shown(found) == "cal"
    assert found.help == 'did you mean "call"?'


def test_a_wrong_word_is_underlined_and_gets_a_suggestion_without_being_repeated() -> None:
    found = only(Finding(("steps", 0, "then"), "enum", "must be one of", options=("stop", "settle")))
    assert shown(found) == "stopp"
    assert found.help == 'did you mean "stop"?'
    assert "stopp" not in found.message + found.label


def test_what_a_long_mapping_lacks_is_said_at_its_key_or_first_line() -> None:
    assert shown(only(Finding(("steps",), "required", "missing"))) == "steps"
    assert shown(only(Finding(("steps", 0), "required", "missing"))) == "id: a"
    assert shown(only(Finding((), "required", "missing"))) == "name: x"
    assert shown(only(Finding(("steps", 1), "minItems", "more"))) == "[1, 2]"


def test_what_is_expected_stands_beside_the_place() -> None:
    assert only(Finding(("name",), "type", "must be a list", expected="a list")).label == "a list"


def test_findings_come_in_the_order_of_the_text_under_the_rule_that_was_asked_for() -> None:
    document, _ = load(Source("p.yaml", TEXT))
    assert document is not None
    found = diagnose(document, [Finding(("steps", 1), "a", "second"), Finding(("name",), "b", "first")], rule="input")
    assert [(one.rule, one.message) for one in found] == [("input", "first"), ("input", "second")]


def test_a_value_that_is_no_text_gets_no_suggestion() -> None:
    assert only(Finding(("steps", 1), "enum", "must be one of", options=("a",))).help == ""
    assert only(Finding(("gone", 4), "enum", "must be one of", options=("a",))).help == ""
