from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language import filter_values
from runbook.language.bounds import MAX_TEXT
from runbook.language.comparison import same
from runbook.language.filter_values import UNDECIDED
from runbook.language.members import ABSENT
from runbook.language.refusals import OperandError
from runbook.values.shape import BOOLEAN, INTEGER, STRING
from runbook.values.unknown import PartialText, SecretName, Unknown
from tests.exact import exact_numbers
from tests.language.test_comparison import json

TEXT, NUMBER = Unknown(STRING, "t"), Unknown(INTEGER, "n")
PART = PartialText(("a", TEXT))
ROWS = [{"id": "a", "n": {"m": 1}}, {"id": "b", "n": {"m": 2}, "note": None}]


@settings(deadline=None)
@given(st.lists(json, max_size=6))
def test_unique_keeps_the_first_of_equal_values(elements) -> None:
    found = filter_values.unique(elements)
    kept = [each for index, each in enumerate(elements) if not any(same(each, other) for other in elements[:index])]
    assert repr(found) == repr(kept)


@settings(deadline=None)
@given(st.lists(st.text(max_size=3)) | st.lists(st.integers() | exact_numbers()))
def test_sort_puts_in_order_and_changes_nothing(elements) -> None:
    assert filter_values.sort(elements) == sorted(elements)


def test_texts_are_changed_and_bounded() -> None:
    assert (filter_values.lower("Ä"), filter_values.upper("ß"), filter_values.trim(" a ")) == ("ä", "SS", "a")
    with pytest.raises(OperandError, match="1 MiB"):
        filter_values.upper("ß" * MAX_TEXT)


def test_elements_are_found_or_absent() -> None:
    assert (filter_values.first(["a", "b"]), filter_values.last(["a", "b"])) == ("a", "b")
    assert (filter_values.first([]), filter_values.last([])) == (ABSENT, ABSENT)


def test_rows_are_chosen_by_their_members() -> None:
    assert filter_values.select(ROWS, "n.m", "==", 2) == [ROWS[1]]
    assert filter_values.reject(ROWS, "n.m", "==", 2) == [ROWS[0]]
    assert filter_values.select(ROWS, "id", "in", ["b", "c"]) == [ROWS[1]]
    assert filter_values.select(ROWS, "note", "defined") == [ROWS[1]]
    assert filter_values.reject(ROWS, "n.x.y", "defined") == ROWS
    assert filter_values.select([ROWS[1]], "note", "none") == [ROWS[1]]
    assert filter_values.map_attribute(ROWS, "n.m") == [1, 2]


def test_an_absent_member_is_an_error_and_never_skipped() -> None:
    for make in (
        lambda: filter_values.map_attribute(ROWS, "note"),
        lambda: filter_values.select(ROWS, "note", "none"),
        lambda: filter_values.reject(ROWS, "nope", "ne", 1),
    ):
        with pytest.raises(OperandError, match="an element has no"):
            make()


def test_sums_are_exact_or_refused() -> None:
    assert repr(filter_values.total([1, 2])) == "3"
    assert filter_values.total([]) == 0
    for odd in ([True], ["1"], [None], [10**80, 1], [Unknown(BOOLEAN, "x")]):
        with pytest.raises(OperandError):
            filter_values.total(odd)


@pytest.mark.parametrize(
    "undecided",
    [
        lambda: filter_values.length(PART),
        lambda: filter_values.lower(PART),
        lambda: filter_values.join(["a"], TEXT),
        lambda: filter_values.sort([1, NUMBER]),
        lambda: filter_values.sort([TEXT, PART]),
        lambda: filter_values.unique([TEXT, "a"]),
        lambda: filter_values.total([1, NUMBER]),
        lambda: filter_values.select([{"id": TEXT}], "id", "==", "a"),
        lambda: filter_values.select([{"id": TEXT}], "id", "defined"),
    ],
)
def test_what_depends_on_the_run_is_left_to_it(undecided) -> None:
    assert undecided() is UNDECIDED


def test_what_does_not_depend_on_the_unknown_is_decided() -> None:
    assert filter_values.length([TEXT, TEXT]) == 2
    assert filter_values.join(["a", TEXT], ",") == PartialText(("a,", TEXT))
    assert filter_values.map_attribute([{"id": TEXT}], "id") == [TEXT]
    assert filter_values.select([{"id": "a", "x": TEXT}], "id", "==", "b") == []
    assert filter_values.unique([TEXT]) == [TEXT]
    assert filter_values.itself(TEXT) is TEXT


def test_mapping_keys_are_a_list_when_asked_for() -> None:
    assert filter_values.as_list({"b": 1, "a": 2}) == ["b", "a"]
    assert filter_values.as_list([1]) == [1]


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (7, "7"), ("a", "a"), (Decimal("2.5"), "2.5"), (TEXT, TEXT)]
)
def test_a_string_is_made_only_of_what_has_one_spelling(value, text) -> None:
    assert filter_values.as_string(value) == text


@pytest.mark.parametrize(
    ("act", "odd"),
    [
        (filter_values.length, 1),
        (filter_values.lower, ["a"]),
        (filter_values.first, "text"),
        (filter_values.sort, [1, "a"]),
        (filter_values.sort, [True, False]),
        (filter_values.as_list, "text"),
        (filter_values.as_string, None),
        (filter_values.unique, [SecretName("K"), SecretName("K")]),
        (filter_values.unique, [SecretName("K"), TEXT]),
        (lambda value: filter_values.join(value, 1), ["a"]),
        (lambda value: filter_values.join(value, ","), [None]),
    ],
)
def test_nothing_is_converted_on_the_way(act, odd) -> None:
    with pytest.raises(OperandError):
        act(odd)


def test_a_slice_is_some_of_the_elements_and_never_more() -> None:
    assert filter_values.part([1, 2, 3], 0, 2) == [1, 2]
    assert filter_values.part([1, 2, 3], 2, 9) == [3]
    assert filter_values.part([1, 2, 3], 3, 1) == []
    assert filter_values.part([1], NUMBER, 1) is UNDECIDED
    for start, stop in ((-1, 2), (0, 1.5), (True, 2), ("0", 2)):
        with pytest.raises(OperandError, match="whole numbers"):
            filter_values.part([1, 2], start, stop)
