"""Exact numbers pass through JSON texts."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.json_codec import read_json, write_json
from tests.exact import exact_numbers

TEXTS = st.text() | st.sampled_from(["\0number0", "\0number1", '"\0number0"', 'a"\0number0', "\0number0\\"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | exact_numbers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 2]), st.booleans(), st.booleans(), st.booleans())
def test_a_value_comes_back_from_its_text_as_it_was(
    value: Json, indent: int | None, sort_keys: bool, compact: bool, ascii: bool
) -> None:
    text = write_json(value, indent=indent, sort_keys=sort_keys, compact=compact, ascii=ascii)
    assert read_json(text) == value
    assert canonical_json(read_json(text)) == canonical_json(value)


@given(VALUES)
def test_but_for_numbers_the_text_is_that_of_the_json_module(value: Json) -> None:
    assert json.loads(write_json(value), parse_float=Decimal) == value


def test_a_number_keeps_its_digits() -> None:
    assert write_json({"a": [Decimal("19.90"), Decimal("1E+2"), 7]}) == '{"a": [19.90, 100, 7]}'
    assert write_json(Decimal("0.10")) == "0.10"


def test_a_text_that_looks_like_the_mark_stays_text() -> None:
    value: Json = ["\0number0", Decimal("1.5"), {"\0number1": Decimal("2.50")}]
    assert read_json(write_json(value)) == value


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), {1, 2}, b"x"])
def test_what_is_no_json_is_refused(odd: object) -> None:
    with pytest.raises((ValueError, TypeError), match="JSON"):
        write_json([odd])  # type: ignore[list-item]


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "1e99", "1e999999999999"])
def test_what_we_never_write_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|JSON"):
        read_json(text)
