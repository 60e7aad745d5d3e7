import pytest

from runbook.language.wording import includes, overlap, says


def test_only_the_asterisk_is_a_wildcard() -> None:
    assert says("SSN Trace *", "SSN Trace is required\nfor more")
    assert says("a.b", "a.b")
    assert not says("a.b", "axb")
    assert not says("late", "Too late")


@pytest.mark.parametrize(
    ("wider", "narrower", "expected"),
    [
        ("*", "x", True),
        ("a*", "abc", True),
        ("a*", "a*", True),
        ("a*", "ab*", True),
        ("a*b", "a*", False),
        ("abc", "a*", False),
    ],
)
def test_a_pattern_includes_another_only_when_that_is_sure(wider, narrower, expected) -> None:
    assert includes(wider, narrower) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("SSN *", "* required", True),
        ("a*", "b*", False),
        ("*a", "*b", False),
        ("a*c", "ab*", True),
        ("abc", "a*c", True),
        ("abc", "abd", False),
        ("*", "", True),
        ("", "a", False),
        ("x" * 3000 + "*", "*" + "y" * 3000, True),
    ],
)
def test_two_patterns_overlap_where_some_text_is_taken_by_both(first, second, expected) -> None:
    assert overlap(first, second) is expected
    assert overlap(second, first) is expected
