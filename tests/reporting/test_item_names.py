"""Items have a short name that tells them apart."""

import pytest

from runbook.interpreter.events import StepOpened
from runbook.reporting.item_names import Untried, item_label, item_text, untried_items
from runbook.values.json import Json


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("s1", "s1"),
        (7, "7"),
        ("", "#1"),
        ("x" * 41, "#1"),
        ({"id": "o-1", "state": "open"}, "o-1"),
        ({"id": {"a": 1}}, "#1"),
        (["a"], "#1"),
        (None, "#1"),
        (True, "true"),
    ],
)
def test_without_a_label_an_item_names_itself_or_has_a_number(value: Json, name: str) -> None:
    assert item_label(StepOpened("a", items=(value,)), 0) == name


def test_a_label_comes_first_where_it_has_a_value() -> None:
    opened = StepOpened("a", items=("x", "y"), labels=("for Ann", ""))
    assert [item_label(opened, 0), item_label(opened, 1)] == ["for Ann", "y"]


def test_what_was_not_begun_is_named_with_its_place() -> None:
    opened = StepOpened("a", items=("x", "y", "z"))
    assert untried_items("a", opened, ["a[0]"]) == (Untried("a[1]", "y"), Untried("a[2]", "z"))
    assert untried_items("a", opened, ["a[0]", "a[1]", "a[2]"]) == ()


def test_the_whole_item_is_text() -> None:
    assert item_text({"id": "x"}) == '{"id":"x"}'
