import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.grafting import at, removed, replaced
from runbook.values.json import Json, Pointer

DATA: Json = {"a": [{"b": 1}, {"c": 2}], "d": {}}
PLACES: list[Pointer] = [("a",), ("a", 0), ("a", 0, "b"), ("a", 1), ("a", 1, "c"), ("d",)]


@pytest.mark.parametrize("place", PLACES)
def test_what_was_put_somewhere_stands_there_and_the_original_is_as_before(place: Pointer) -> None:
    before = copy.deepcopy(DATA)
    assert at(replaced(DATA, place, "new"), place) == "new"
    assert before == DATA


@settings(deadline=None)
@given(st.sampled_from(PLACES))
def test_a_replacement_by_the_same_changes_nothing(place: Pointer) -> None:
    assert replaced(DATA, place, at(DATA, place)) == DATA


def test_a_new_key_is_added_at_the_end() -> None:
    assert list(at(replaced(DATA, ("e",), 1), ())) == ["a", "d", "e"]


def test_what_does_not_change_is_shared() -> None:
    new = replaced(DATA, ("a", 0, "b"), 2)
    assert at(new, ("d",)) is at(DATA, ("d",))
    assert at(new, ("a", 1)) is at(DATA, ("a", 1))


def test_members_and_elements_can_be_removed() -> None:
    assert removed(DATA, ("d",)) == {"a": [{"b": 1}, {"c": 2}]}
    assert removed(DATA, ("a", 0)) == {"a": [{"c": 2}], "d": {}}


def test_a_place_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        at(DATA, ("a", 0, "b", "c"))
    with pytest.raises(KeyError):
        replaced(DATA, ("a", 0, "b", "c"), 1)
    with pytest.raises(KeyError):
        removed(DATA, ("a", 0, "b", "c"))


def test_mappings_that_are_missing_on_the_way_are_made() -> None:
    assert replaced({"a": None}, ("a", "b", "c"), 1) == {"a": {"b": {"c": 1}}}
