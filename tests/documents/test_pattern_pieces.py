"""Regular expressions in pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.documents.pattern_pieces import pieces_of


@given(st.text())
def test_the_pieces_are_the_pattern(pattern: str) -> None:
    assert "".join(piece.text for piece in pieces_of(pattern)) == pattern


@pytest.mark.parametrize(
    ("pattern", "kinds"),
    [
        ("^a.[b-d]$", ["start", "letter", "one", "one", "end"]),
        (r"\d\x41\u0041\$", ["one", "one", "one", "one"]),
        ("(a|(?:b))", ["open", "letter", "or", "open", "letter", "close", "close"]),
        ("(?<n>a)(?P<m>b)", ["named", "letter", "close", "open", "letter", "close"]),
        (
            "a*b+c?d{2}e{2,}f{1,3}",
            ["letter", "loop"] * 2 + ["letter", "maybe", "letter", "times"] + ["letter", "loop"] * 2,
        ),
        (r"(?=a)(?<!b)\b\1", ["look", "letter", "close", "look", "letter", "close", "bound", "bound"]),
        (r"[]a][^]a][\]]", ["one", "one", "one"]),
    ],
)
def test_pieces_are_told_apart(pattern: str, kinds: list[str]) -> None:
    assert [piece.kind for piece in pieces_of(pattern)] == kinds
