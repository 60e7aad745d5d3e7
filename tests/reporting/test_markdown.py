from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.reporting.markdown import cell, code, heading, inline, table

HOSTILE = [
    "<script>alert(1)</script>",
    "[a](http://x)",
    "![a](x)",
    "@everyone",
    "a|b",
    "`code`",
    "# no",
    "\x1b[31m",
    "\u202e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_no_markup(text: str) -> None:
    said = inline(text)
    for mark in ("<", ">", "](", "@", "\x1b", "\u202e"):
        assert mark not in said
    assert "|" not in said.replace("\\|", "")


@given(st.text())
def test_code_keeps_to_one_line_and_cannot_be_left(text: str) -> None:
    said = code(text)
    assert "\n" not in said
    if said:
        fence = said[: len(said) - len(said.lstrip("`"))]
        assert said.endswith(fence)
        assert fence not in said[len(fence) : -len(fence)]


def test_a_bar_does_not_end_a_cell() -> None:
    assert cell("a|b") == "`a\\|b`"
    assert cell("") == ""
    assert code("`x`") == "`` `x` ``"


def test_a_table_has_as_many_cells_in_every_row() -> None:
    assert table(("a", "b"), [(cell("1"), cell("2|3"))]) == "| a | b |\n|---|---|\n| `1` | `2\\|3` |"
    assert heading(3, "A & B") == "### A &amp; B"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


@given(st.text(alphabet="<>&/abscript=\"'` \\"))
def test_words_hold_no_tag(text: str) -> None:
    tags = Tags()
    tags.feed(inline(text))
    assert tags.seen == []
