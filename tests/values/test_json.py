"""Pointers into JSON."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.values.json import at_pointer, parse_pointer, pointer_text

DOCUMENT = {"a/b": [10, {"~": 20}], "": 30, "0": 40}


@given(st.lists(st.text()))
def test_a_pointer_survives_being_written_and_read(keys: list[str]) -> None:
    assert parse_pointer(pointer_text(tuple(keys))) == tuple(keys)


def test_the_text_is_that_of_rfc_6901() -> None:
    assert pointer_text(("a/b", 1, "~")) == "/a~1b/1/~0"
    assert pointer_text(()) == ""
    assert parse_pointer("/a~1b/~01") == ("a/b", "~1")


def test_a_pointer_begins_with_a_slash() -> None:
    with pytest.raises(ValueError, match="starts with"):
        parse_pointer("a")


@pytest.mark.parametrize(
    ("keys", "found"),
    [((), (True, DOCUMENT)), (("a/b", "0"), (True, 10)), (("a/b", "1", "~"), (True, 20)), (("",), (True, 30)),
     (("0",), (True, 40))],
)  # fmt: skip
def test_values_are_found(keys: tuple[str, ...], found: tuple[bool, object]) -> None:
    assert at_pointer(DOCUMENT, keys) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "keys",
    [("x",), ("a/b", "2"), ("a/b", "-1"), ("a/b", "-"), ("a/b", "٣"), ("a/b", "01"), ("a/b", "9" * 5000), ("0", "0")],
)
def test_what_is_not_there_is_not_found(keys: tuple[str, ...]) -> None:
    assert at_pointer(DOCUMENT, keys) == (False, None)  # type: ignore[arg-type]
