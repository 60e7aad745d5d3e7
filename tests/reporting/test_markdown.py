import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.reporting.markdown import cell, code, heading, table, words

HOSTILE = [
    "<script>alert(1)</script>",
    "[a](x)",
    "![a](x)",
    "@everyone",
    "a|b",
    "`code`",
    "fixes #12",
    "*a*",
    "__init__",
    "~~a~~",
    "http://x",
    "www.example.com",
    ":smile:",
    "a & b",
    "$x$",
    "a\\b",
    "\x1b[31m",
    "\u202e",
    "two\nlines",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_be_markup_stands_in_code(text: str) -> None:
    assert words(text) == code(text)
    assert words(text).startswith("`")


@pytest.mark.parametrize("text", ["already under way; the case decides", "café (200), 12 % done: no", "", "step 1/2"])
def test_words_that_need_no_code_stand_without(text: str) -> None:
    assert words(text) == text


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
    assert heading(3, "A & B") == "### `A & B`"
