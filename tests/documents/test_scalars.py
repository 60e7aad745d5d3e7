"""Places inside scalars."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.source import Source
from runbook.documents.node import Node
from runbook.documents.scalars import span_within
from runbook.documents.yaml import load, load_document

STYLES = [
    "x {{ name }} y",
    "'x {{ name }} y'",
    '"x {{ name }} y"',
    '"x\\t{{ name }} y"',
    "'it''s {{ name }} y'",
    "|\n  first\n  x {{ name }} y\n",
    ">\n  first\n  x {{ name }} y\n",
    ">-\n\n  first\n\n    more\n  x {{ name }} y\n\n",
    "|2\n    first\n  x {{ name }} y\n",
    '"first\n  x {{ name }} y"',
    "first\n  second\n\n  x {{ name }} y",
    "'first\n\n\n  x {{ name }} y'",
    '"first \\\n    x {{ name }} y"',
    '&anchor "x \\u00e9 {{ name }}"',
]


def value_of(text: str, name: str = "f.yaml") -> Node:
    document, found = load_document(Source(name, text))
    assert not found
    assert document is not None
    child = document.root.child("a")
    assert child is not None
    return child


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_template_is_found_however_its_text_was_written(style: str, line_end: str) -> None:
    text = f"# remark\na: {style}\nb: 1\n".replace("\n", line_end)
    node = value_of(text)
    assert isinstance(node.data, str)
    start = node.data.index("name")
    span = span_within(node, start, start + 4)
    assert text[span.start : span.end] == "name"


def test_in_json_too() -> None:
    text = '{"a": "\\n\\u00e9 {{ name }}"}'
    node = value_of(text, "f.json")
    assert isinstance(node.data, str)
    start = node.data.index("name")
    span = span_within(node, start, start + 4)
    assert text[span.start : span.end] == "name"


def test_a_place_without_extent_stands_between_two_characters() -> None:
    node = value_of('a: "x\\ty"\n')
    assert [span_within(node, at, at).column for at in range(4)] == [5, 6, 8, 9]
    assert span_within(value_of('a: ""\n'), 0, 0).column == 5


def test_what_cannot_be_said_exactly_is_the_whole_scalar() -> None:
    text = "b: &x hello\na: *x\n"
    assert span_within(value_of(text), 1, 2) == value_of(text).span or span_within(value_of(text), 1, 2).column == 4
    pair = value_of('{"a": "\\ud83d\\ude00 x"}', "f.json")
    assert span_within(pair, 2, 3).start == pair.span.start


def test_offsets_outside_and_other_values_are_the_whole_scalar() -> None:
    node = value_of("a: hello\n")
    for start, end in ((3, 99), (-1, 2), (4, 3)):
        assert span_within(node, start, end).column == 4
        assert span_within(node, start, end).end == node.span.end
    assert span_within(value_of("a: 12\n"), 0, 1).column == 4


LINES = st.lists(st.text("ab {}'\"\\:#é", max_size=8), min_size=1, max_size=4)


@settings(deadline=None, max_examples=300)
@given(LINES, st.sampled_from(["|", ">", "|-", ">-", '"']))
def test_each_character_that_stands_for_itself_is_found(lines: list[str], style: str) -> None:
    if style == '"':
        text = 'a: "' + "\n\n   ".join(lines).replace("\\", "\\\\").replace('"', '\\"') + '"\n'
    else:
        text = f"a: {style}\n" + "".join(f"  x{line}\n" for line in lines)
    document, found = load(Source("f.yaml", text))
    assert not found
    assert document is not None
    node = document.root.child("a")
    assert node is not None
    assert isinstance(node.data, str)
    for at, character in enumerate(node.data):
        span = span_within(node, at, at + 1)
        if character not in " \n":
            assert text[span.start : span.end] in (character, "\\" + character)
