from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.source import Source, Span
from runbook.reporting.excerpt import excerpt_of
from runbook.reporting.width import width


def excerpt(text: str, marked: str):  # type: ignore[no-untyped-def]
    start = text.index(marked)
    return excerpt_of(Span(Source("f", text), start, start + len(marked)))


def under(text: str, marked: str) -> str:
    """What stands above the mark."""
    found = excerpt(text, marked)
    return found.text[found.indent : found.indent + found.length]


def test_the_mark_stands_below_its_text() -> None:
    assert under('- { status: 422, message: "no" }', '"no"') == '"no"'


def test_tabs_and_unprintable_characters_are_counted_as_they_are_shown() -> None:
    found = excerpt("\ta\x1b: b", "b")
    assert found.text == "    a\\x1b: b"
    assert found.indent == len("    a\\x1b: ")


def test_wide_characters_before_the_mark_take_two_columns() -> None:
    found = excerpt("漢字: x", "x")
    assert found.indent == 6


def test_a_long_line_is_cut_around_the_mark() -> None:
    found = excerpt("a" * 300 + "HERE" + "b" * 300, "HERE")
    assert width(found.text) <= 118
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert found.text[found.indent : found.indent + found.length] == "HERE"


def test_a_mark_over_several_lines_covers_the_rest_of_the_first() -> None:
    assert under("a: [1,\n 2]", "[1,\n 2]") == "[1,"


def test_an_empty_place_at_the_end_still_has_a_mark() -> None:
    found = excerpt_of(Span(Source("f", "abc"), 3, 3))
    assert (found.indent, found.length) == (3, 1)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
@settings(deadline=None)
def test_any_place_in_any_text_can_be_shown(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = excerpt_of(Span(Source("f", text), start, end))
    assert width(found.text) <= 120
    assert found.length >= 1
