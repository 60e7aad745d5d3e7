"""What is wrong with JSON that the `json` module reads; whole texts are tested in test_json_text."""

from runbook.diagnostics.source import Source
from runbook.documents.json_faults import explain_json, first_fault
from runbook.documents.limits import Limits

LIMITS = Limits(size=1000, depth=3, nodes=100, scalar=10)


def rule(text: str) -> str | None:
    found = first_fault(Source("f.json", text), LIMITS)
    return found.rule if found else None


def test_sound_json_has_no_fault() -> None:
    assert rule('{"a": [1, -2.5, 1e5, true, null, "x\\n"], "b": {"a": "ten chars!"}}') is None


def test_brackets_and_numbers_inside_texts_do_not_count() -> None:
    assert rule('["[[[[[[", "NaN", "{\\"a\\""]') is None


def test_each_fault_is_found() -> None:
    assert rule('{"a": 1, "b": {"a": 2}, "a": 3}') == "duplicate-key"
    assert rule("[[[[]]]]") == "too-deep"
    assert rule('["eleven char"]') == "value-too-long"
    assert rule("[NaN]") == "number-out-of-range"
    assert rule("[1e400]") == "number-out-of-range"
    assert rule('["\\udc00"]') == "json-syntax"


def test_a_long_way_of_writing_a_short_text_is_fine() -> None:
    assert rule('["\\u0061\\u0061\\u0061\\u0061"]') is None


def test_unknown_words_of_the_json_module_still_become_a_finding() -> None:
    found = explain_json(Source("f.json", "x"), "the moon is full", 0)
    assert found.rule == "json-syntax"
    assert found.span is not None
