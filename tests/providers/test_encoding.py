from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.encoding import (
    header_problem,
    is_unicode,
    percent_encoded,
    segment_problem,
    text_problem,
    too_large,
)


@given(st.text())
@settings(deadline=None)
def test_what_is_encoded_comes_back_and_has_no_character_with_a_meaning(text: str) -> None:
    if text_problem(text) is None:
        encoded = percent_encoded(text)
        assert unquote(encoded) == text
        assert not set(encoded) & set("/?#&=;:@ ")


@pytest.mark.parametrize("text", ["", " ", ".", "..", "a\r\nb", "a\x00", "\x85", "\u2028", "\ud800", "x" * 4001])
def test_what_cannot_be_a_segment_is_refused(text: str) -> None:
    assert segment_problem(text) is not None


@pytest.mark.parametrize("text", ["007", "...", "a/b", "%2e%2e", "é", "🙂", " a "])
def test_what_can_be_encoded_is_no_problem(text: str) -> None:
    assert segment_problem(text) is None


@pytest.mark.parametrize("text", ["", "a\nb", "a\r", "\x00", "🙂", " a", "a\t", "x" * 4001])
def test_what_a_header_cannot_carry_is_refused(text: str) -> None:
    assert header_problem(text) is not None


def test_no_message_shows_the_text() -> None:
    assert "hidden" not in str(text_problem("hidden\n"))
    assert "hidden" not in str(header_problem("hidden🙂"))


def test_half_a_character_is_no_unicode() -> None:
    assert not is_unicode("\udfff")
    assert is_unicode("🙂")


def test_a_number_has_a_largest_size() -> None:
    assert too_large(10**40) is None
    assert too_large(10**81) is not None
