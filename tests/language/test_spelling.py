from decimal import Decimal

import pytest

from runbook.language.bounds import MAX_TEXT
from runbook.language.refusals import OperandError
from runbook.language.spelling import joined, spell, spellable
from runbook.values.shape import ANY, BOOLEAN, INTEGER, NULL, OBJECT, SECRET, STRING, array_of, union
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

TEXT = Unknown(STRING, "steps.a.id")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("007", "007"),
        ("", ""),
        (7, "7"),
        (-1, "-1"),
        (Decimal("2.50"), "2.50"),
        (Decimal("1e22"), "1" + 22 * "0"),
        (TEXT, TEXT),
    ],
)
def test_strings_and_numbers_are_spelled_exactly(value: Value, text: Value) -> None:
    assert spell(value) == text


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        [],
        {},
        Decimal("NaN"),
        Decimal("-Infinity"),
        10**4000,
        SecretName("K"),
        Unknown(BOOLEAN, "x"),
        Unknown(OBJECT, "x"),
    ],
    ids=range(10),
)
def test_everything_else_is_refused(value: Value) -> None:
    with pytest.raises(OperandError, match="cannot stand inside a text"):
        spell(value)


def test_a_boolean_comes_with_a_remedy() -> None:
    with pytest.raises(OperandError, match="'yes' if"):
        spell(False)


def test_shapes_say_whether_some_value_can_be_spelled() -> None:
    assert [spellable(shape) for shape in (STRING, INTEGER, union(NULL, STRING), ANY)] == [True] * 4
    assert [spellable(shape) for shape in (NULL, BOOLEAN, array_of(STRING), SECRET)] == [False] * 4


def test_known_parts_are_one_text_and_neighbours_of_unknown_parts_are_merged() -> None:
    assert joined(["a", "", "b"]) == "ab"
    assert joined(["a", "b"], ", ") == "a, b"
    assert joined([], ", ") == ""
    assert joined([TEXT, PartialText(("x", TEXT)), "y"], "-") == PartialText((TEXT, "-x", TEXT, "-y"))


def test_a_text_beyond_its_bound_is_refused() -> None:
    with pytest.raises(OperandError, match="1 MiB"):
        joined(["x" * MAX_TEXT, "y"])
    with pytest.raises(OperandError, match="1 MiB"):
        joined([PartialText((TEXT,) * MAX_TEXT), TEXT])
