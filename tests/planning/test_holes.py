"""A hole can become anything, and nothing else can."""

import pytest

from runbook.planning.holes import has_holes, may_be_equal
from runbook.values.json import Json

HOLE: Json = {"$unknown": "x"}


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        (HOLE, {"a": 1}, True),
        ("a", {"$text": ["b", HOLE]}, True),
        ({"a": HOLE}, {"a": 1}, True),
        ({"a": HOLE, "b": 1}, {"a": 1, "b": HOLE}, True),
        ({"a": HOLE}, {"b": 1}, False),
        ([HOLE, 1], [2, HOLE], True),
        ([HOLE], [1, 2], False),
        (1, 1, True),
        (1, True, False),
        ("a", "b", False),
    ],
)
def test_two_requests_may_be_equal(first: Json, second: Json, equal: bool) -> None:
    assert may_be_equal(first, second) is equal
    assert may_be_equal(second, first) is equal


def test_a_hole_is_found_however_deep() -> None:
    assert has_holes({"a": [{"b": HOLE}]})
    assert not has_holes({"a": ["$unknown"]})
