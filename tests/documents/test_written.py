"""How scalars were written."""

import pytest

from runbook.documents.written import read_written


@pytest.mark.parametrize(
    ("raw", "value", "pieces"),
    [
        ('"a\\nb"', "a\nb", ["a", "\\n", "b"]),
        ('"\\x41\\u00e9\\U0001F600"', "Aé😀", ["\\x41", "\\u00e9", "\\U0001F600"]),
        ("'it''s'", "it's", ["i", "t", "''", "s"]),
        ("a\n  b", "a b", ["a", "\n  ", "b"]),
        ("a\n\n  b", "a\nb", ["a", "\n\n  ", "b"]),
        ('"a\\\n  b"', "ab", ["a", "b"]),
        ('"a\r\n  b"', "a b", ["a", "\r\n  ", "b"]),
        ("|\n  a\n   b\n", "a\n b\n", ["a", "", " ", "b", ""]),
        (">\n  a\n  b\n\n  c", "a b\nc", ["a", "", "b", "", "c"]),
        (">\n  a\n    b\n  c", "a\n  b\nc", ["a", "", " ", " ", "b", "", "c"]),
        ("plain", "plain", ["p", "l", "a", "i", "n"]),
    ],
)
def test_every_character_knows_how_it_was_written(raw: str, value: str, pieces: list[str]) -> None:
    written = read_written(raw, value)
    assert written is not None
    assert "".join(character for character, _, _ in written) == value
    assert [raw[start:end] for _, start, end in written] == pieces


@pytest.mark.parametrize(
    ("raw", "value"),
    [("*alias", "x"), ('"\\ud83d\\ude00"', "😀"), ("'a'", "b"), ("|\n  a", "b"), (">\n  a", "b"), ("", "x")],
)
def test_what_was_written_otherwise_is_not_guessed(raw: str, value: str) -> None:
    assert read_written(raw, value) is None
