"""Signed tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.simulator.tokens import read_token, sign_token

SCALARS = st.none() | st.booleans() | st.integers() | st.text()


@given(st.dictionaries(st.text(), SCALARS))
def test_what_was_signed_is_read(claims) -> None:
    assert read_token(sign_token(claims)) == claims


@given(st.text())
def test_no_other_text_is_a_token(text: str) -> None:
    assert read_token(text) is None


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_that_was_changed_is_none(part: int) -> None:
    parts = sign_token({"sub": "a"}).split(".")
    parts[part] = "A" + parts[part][1:] if parts[part][0] != "A" else "B" + parts[part][1:]
    assert read_token(".".join(parts)) is None
