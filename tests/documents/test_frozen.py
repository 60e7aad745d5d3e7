"""Equality in JSON."""

from time import process_time

import pytest

from runbook.documents.frozen import are_unique, freeze


@pytest.mark.parametrize(
    ("first", "second"), [(1, 1.0), ({"a": 1, "b": [2]}, {"b": [2.0], "a": 1}), ([], []), ({}, {}), (0, -0.0)]
)
def test_equal_values_freeze_alike(first: object, second: object) -> None:
    assert freeze(first) == freeze(second)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second"),
    [(1, True), (0, False), (None, False), ("1", 1), ([], {}), ([1, 2], [2, 1]), ({"a": 1}, {"a": True}), ("", None),
     ([["a", 1]], {"a": 1}), (["bool", True], True), (["list"], []), ([True], [1])],
)  # fmt: skip
def test_different_values_freeze_differently(first: object, second: object) -> None:
    assert freeze(first) != freeze(second)  # type: ignore[arg-type]


def test_repetitions_are_found() -> None:
    assert are_unique([1, True, "1", [1], {"a": 1}, None])
    assert not are_unique([{"a": [1]}, 2, {"a": [1.0]}])


def test_thousands_of_objects_are_compared_in_no_time() -> None:
    begin = process_time()
    assert are_unique([{"id": number, "name": {"first": str(number)}} for number in range(20_000)])
    assert process_time() - begin < 2
