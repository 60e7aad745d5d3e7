"""Characters that nobody can see are found in ids, and nothing else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.language.hidden_characters import first_hidden

VISIBLE = st.characters(categories=["L", "N", "P", "Sc", "Sm"], exclude_characters="\u115f\u1160\u3164\uffa0")


@pytest.mark.parametrize("text", ["", "42", "o-1/2", "José", "名前", "a b", "Ω", "𝒳", "नि", "Ünïcode 7"])
def test_what_can_be_seen_is_an_id(text: str) -> None:
    assert first_hidden(text) is None


@pytest.mark.parametrize(
    ("text", "at", "says"),
    [
        (" 42", 0, "begins with a blank: U+0020 SPACE, character 1"),
        ("42 ", 2, "ends with a blank: U+0020 SPACE, character 3"),
        (" ", 0, "begins with a blank"),
        ("4\u200b2", 1, "has a character that cannot be seen: U+200B ZERO WIDTH SPACE, character 2"),
        ("42\n", 2, "cannot be seen: U+000A, character 3"),
        ("a\tb", 1, "U+0009"),
        ("a\u00a0b", 1, "U+00A0 NO-BREAK SPACE"),
        ("a\u3000b", 1, "U+3000"),
        ("a\u00adb", 1, "SOFT HYPHEN"),
        ("\ufeff42", 0, "U+FEFF"),
        ("a\u202eb", 1, "RIGHT-TO-LEFT OVERRIDE"),
        ("a\u2028", 1, "U+2028"),
        ("a\udcff", 1, "U+DCFF"),
        ("a\u3164", 1, "HANGUL FILLER"),
        ("\u115f", 0, "U+115F"),
        ("a\uffa0", 1, "U+FFA0"),
        ("a\u2800", 1, "BRAILLE PATTERN BLANK"),
        ("a\u034fb", 1, "U+034F"),
        ("a\ufe0f", 1, "VARIATION SELECTOR"),
        ("a\U000e0041", 1, "U+E0041"),
        ("\u0301a", 0, "begins with a combining mark"),
        ("e\u0301", 0, "normal form NFC"),
        ("x" + "\u0316" * 31, 31, "too many combining marks"),
    ],
)
def test_what_cannot_be_seen_is_named_with_its_place(text: str, at: int, says: str) -> None:
    found = first_hidden(text)
    assert found is not None
    assert (found.at, says in found.words) == (at, True), found.words


def test_a_piece_of_a_text_may_begin_or_end_with_a_blank() -> None:
    assert first_hidden(" a ", begins=False, ends=False) is None
    assert first_hidden("\u0301a", begins=False) is None
    assert first_hidden("a\u200bb", begins=False, ends=False) is not None


@given(st.text(VISIBLE, min_size=1).map(lambda text: unicodedata.normalize("NFC", text)), st.data())
def test_no_id_becomes_another_that_reads_the_same(text: str, data: st.DataObject) -> None:
    assert first_hidden(text) is None
    blank = data.draw(st.sampled_from([" ", "\u200b", "\u00a0", "\t", "\u2060", "\u3164", "\u2800", "\ufeff"]))
    at = data.draw(st.integers(0, len(text)))
    changed = text[:at] + blank + text[at:]
    inner = blank == " " and 0 < at < len(text)
    assert (first_hidden(changed) is None) is inner


@given(st.text())
def test_every_text_without_a_finding_can_be_encoded_and_is_trimmed_and_normal(text: str) -> None:
    if first_hidden(text) is None:
        assert text == text.strip() == unicodedata.normalize("NFC", text)
        assert text.encode("utf-8").decode("utf-8") == text
