"""What events do not tell."""

import pytest

from runbook.documents.surface import BLOCK_HEADER, FLOW_SIGNS, after_anchor, end_of_block


@pytest.mark.parametrize(
    ("text", "rest"), [("&a x", "x"), ("&a\n  b: 1", "b: 1"), ("&a # why\n  - 1", "- 1"), ("x", "x"), ("&a", "")]
)
def test_a_value_begins_after_its_anchor(text: str, rest: str) -> None:
    assert text[after_anchor(text, 0) :] == rest


@pytest.mark.parametrize("header", ["|", ">", "|-", ">+2", "|2-", "| ", "|  # remark"])
def test_the_header_of_a_block_scalar_ends_with_its_line(header: str) -> None:
    match = BLOCK_HEADER.match(f"{header}\n\n  words")
    assert match is not None
    assert match.group("header") == header
    assert match.group("tab") is None


def test_a_tab_that_indents_the_first_words_is_seen() -> None:
    match = BLOCK_HEADER.match("|\n\n \twords")
    assert match is not None
    assert match.end("tab") == 5


@pytest.mark.parametrize("header", ["|#x\n", "|x\n", "-"])
def test_other_headers_are_none(header: str) -> None:
    assert BLOCK_HEADER.match(header) is None


def test_flow_signs_are_single_characters() -> None:
    assert all(len(sign) == 1 for sign in FLOW_SIGNS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("|\n  a\n\n  \n", "|\n  a"), ("|\n  a  \r\n \r\n", "|\n  a  "), ("|\n\n", "|"), (">\n a", ">\n a")],
)
def test_a_block_ends_with_its_last_line_of_words(text: str, shown: str) -> None:
    assert text[: end_of_block(text, 0, len(text))] == shown
