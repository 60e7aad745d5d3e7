import pytest

from runbook.language.wording import includes, says


def test_only_the_asterisk_is_a_wildcard() -> None:
    assert says("SSN Trace *", "SSN Trace is required\nfor more")
    assert says("a.b", "a.b")
    assert not says("a.b", "axb")
    assert not says("late", "Too late")


@pytest.mark.parametrize(
    ("wider", "narrower", "expected"),
    [("*", "x", True), ("a*", "abc", True), ("a*", "a*", True), ("a*", "ab*", False), ("abc", "a*", False)],
)
def test_a_pattern_includes_another_only_when_that_is_sure(wider, narrower, expected) -> None:
    assert includes(wider, narrower) is expected
