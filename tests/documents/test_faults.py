"""Findings about what YAML may not hold here."""

from runbook.diagnostics.source import Source
from runbook.documents.faults import Faults


def test_findings_stop_being_collected_when_there_are_too_many() -> None:
    faults = Faults(Source("f", "abc"), most=3)
    for _ in range(10):
        faults.merge_key(faults.span(0, 1))
    assert len(faults.found) == 3


def test_a_long_key_or_tag_is_shown_shortened() -> None:
    faults = Faults(Source("f", "abc"))
    faults.tag("!" + "x" * 500, faults.span(0, 1))
    faults.key_not_text("9" * 500, faults.span(0, 1))
    assert all(len(one.message) < 120 and len(one.help) < 120 for one in faults.found)


def test_a_refusal_carries_its_finding() -> None:
    faults = Faults(Source("f", "abc"))
    error = faults.refuse("too-deep", "too deep", 1, 2, "nest less")
    assert error.diagnostic.span == faults.span(1, 2)
    assert str(error) == "too deep"


def test_an_unknown_alias_without_anything_similar_may_be_a_text() -> None:
    faults = Faults(Source("f", "abc"))
    assert "quotes" in faults.unknown_alias("zzz", 0, 1, []).diagnostic.help


def test_the_other_faults_name_their_rules() -> None:
    faults = Faults(Source("f", "abc"))
    span = faults.span(0, 1)
    faults.duplicate_key("a", span, span)
    faults.not_a_number("this", span)
    faults.too_deep(100, span)
    faults.too_long(101, 100, span)
    faults.lone_surrogate(span)
    rules = ["duplicate-key", "number-out-of-range", "too-deep", "value-too-long", "json-syntax"]
    assert [one.rule for one in faults.found] == rules
