"""What a value breaks of its schema."""

from runbook.documents.finding import Finding


def test_a_finding_has_no_room_for_the_value() -> None:
    assert "value" not in Finding.__annotations__


def test_equal_findings_are_one_in_a_set() -> None:
    assert len({Finding(("a", 0), "type", "must be text"), Finding(("a", 0), "type", "must be text")}) == 1
