"""Texts and places in them."""

from hypothesis import given
from hypothesis import strategies as st

from runbook.diagnostics.source import Source, Span


@given(st.text("ab\r\né😀", max_size=30))
def test_every_offset_has_the_line_and_column_that_an_editor_shows(text: str) -> None:
    source = Source("f", text)
    for offset in range(len(text) + 1):
        before = text[:offset]
        assert source.line_of(offset) == before.count("\n") + 1
        assert source.column_of(offset) == offset - (before.rfind("\n") + 1) + 1


def test_a_line_comes_without_its_line_break() -> None:
    source = Source("f", "one\r\ntwo\n\nfour")
    assert [source.line(number) for number in range(6)] == ["", "one", "two", "", "four", ""]


def test_a_place_is_what_terminals_make_a_link_of() -> None:
    assert Span(Source("a/b.yaml", "x\n  y"), 4, 5).place == "a/b.yaml:2:3"


def test_the_digest_is_that_of_the_text_and_not_of_the_name() -> None:
    assert Source("a", "x").digest == Source("b", "x").digest
    assert Source("a", "x").digest != Source("a", "y").digest
    assert Source("a", "\ud800").digest.startswith("sha256:")
