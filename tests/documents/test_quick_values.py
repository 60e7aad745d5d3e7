"""Quick checks of single values."""

from decimal import Decimal

import pytest

from runbook.documents.quick_values import has_pattern, is_choice, is_long, is_multiple, is_type, is_within


@pytest.mark.parametrize(
    ("names", "yes", "no"),
    [
        ("string", ["", "x"], [1, None, True]),
        ("integer", [0, -3, Decimal("2.0")], [Decimal("2.5"), True, "1"]),
        ("number", [0, Decimal("2.5")], [False, "1"]),
        ("boolean", [True], [1, 0, "true"]),
        ("array", [[]], [{}, ""]),
        ("object", [{}], [[], None]),
        ("null", [None], [0, "", False]),
        (["string", "null"], ["", None], [0]),
    ],
)
def test_types(names: list[str] | str, yes: list[object], no: list[object]) -> None:
    check = is_type(names).check  # type: ignore[arg-type]
    assert all(check(value) for value in yes)  # type: ignore[arg-type]
    assert not any(check(value) for value in no)  # type: ignore[arg-type]


def test_choices_compare_as_json_does() -> None:
    assert is_choice(["a", "b"]).check("b")
    assert not is_choice(["a", "b"]).check(["a"])
    assert is_choice([1, None, {"a": [1]}]).check({"a": [Decimal("1.0")]})
    assert not is_choice([1]).check(True)
    assert not is_choice([]).check(None)


def test_lengths_count_code_points() -> None:
    assert is_long(1, 1).check("😀")
    assert not is_long(2, None).check("😀")
    assert is_long(2, 3).check(7)


def test_limits_are_for_numbers() -> None:
    assert is_within("minimum", 3).check(3)
    assert not is_within("exclusiveMinimum", 3).check(3)
    assert is_within("maximum", 3).check(Decimal("3.0"))
    assert not is_within("exclusiveMaximum", 3).check(3)
    assert is_within("maximum", 0).check(True)
    assert is_within("maximum", 0).check("9")


def test_a_multiple_is_exact() -> None:
    assert is_multiple(3).check(9)
    assert not is_multiple(3).check(10)
    assert is_multiple(3).check(Decimal("9.0"))
    assert is_multiple(Decimal("0.1")).check(Decimal("0.3"))
    assert is_multiple(Decimal("0.01")).check(Decimal("1234567890.12"))
    assert not is_multiple(Decimal("0.01")).check(Decimal("19.999"))


def test_a_pattern_that_cannot_be_read_asserts_nothing() -> None:
    assert has_pattern("(").check("x")
    assert not has_pattern("^a$").check("b")
    assert has_pattern("^a$").check(1)
