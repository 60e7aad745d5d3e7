"""Loading JSON: strict, bounded, located on demand."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.source import Source
from runbook.documents.json_text import load_json
from runbook.documents.limits import PLAYBOOK_LIMITS
from runbook.documents.node import Node
from runbook.values.json import Json
from runbook.values.json_codec import read_json, write_json
from tests.exact import exact_numbers

BROKEN = [
    ("", "empty-file", "1:1"),
    ("  \n", "empty-file", "1:1"),
    ('{"a": 1, "a": 2}', "duplicate-key", "1:10"),
    ('{"a": 1,\n "\\u0061": 2}', "duplicate-key", "2:2"),
    ('{"é": 1, "e\u0301": 2}', "duplicate-key", "1:10"),
    ('{"\\u00e9": 1, "e\\u0301": 2}', "duplicate-key", "1:15"),
    ('{"b": {"a": 1}, "c": [{"a": 1, "a": 2}]}', "duplicate-key", "1:32"),
    ('{"a": NaN}', "number-out-of-range", "1:7"),
    ("[1, -Infinity]", "number-out-of-range", "1:5"),
    ("[1e999]", "number-out-of-range", "1:2"),
    ("[" + "9" * 5000 + "]", "number-out-of-range", "1:2"),
    ("[1." + "0" * 5000 + "]", "number-out-of-range", "1:2"),
    ("[" * 101 + "]" * 101, "too-deep", "1:101"),
    ("[" * 15_000, "too-deep", "1:101"),
    ("[" + "1," * 20_000 + "1]", "too-many-values", "1:1"),
    ('["' + "x" * 140_000 + '"]', "value-too-long", "1:2"),
    ('{"a": "\\ud800"}', "json-syntax", "1:8"),
    ('["\\ud83d\\ude00 \\udc00"]', "json-syntax", "1:16"),
    ("{a: 1}", "json-syntax", "1:2"),
    ('{"a": 1,}', "json-syntax", "1:9"),
    ("[1, 2,]", "json-syntax", "1:7"),
    ('{"a" 1}', "json-syntax", "1:6"),
    ('{"a": 1 "b": 2}', "json-syntax", "1:9"),
    ('{"a": "x', "json-syntax", "1:7"),
    ('{"a": "x\ny"}', "json-syntax", "1:9"),
    ('{"a": "\\q"}', "json-syntax", "1:8"),
    ('{"a": 1} 2', "json-syntax", "1:10"),
    ("[1", "json-syntax", "1:3"),
    ("['a']", "json-syntax", "1:2"),
]


@pytest.mark.parametrize(("text", "rule", "place"), BROKEN, ids=[repr(case[0][:40]) for case in BROKEN])
def test_a_broken_file_is_explained_where_it_is_broken(text: str, rule: str, place: str) -> None:
    document, found = load_json(Source("f.json", text), PLAYBOOK_LIMITS)
    assert document is None
    assert [one.rule for one in found] == [rule]
    assert found[0].span is not None
    assert found[0].help
    if not (rule == "json-syntax" and "," in text and text[-2:] in (",}", ",]")):  # Python 3.13 points at the comma
        assert found[0].span.place == f"f.json:{place}"


def test_escaped_pairs_and_escaped_backslashes_are_no_half_characters() -> None:
    document, found = load_json(Source("f.json", '["\\ud83d\\ude00", "\\\\ud800"]'))
    assert not found
    assert document is not None
    assert document.data == ["😀", "\\ud800"]


def test_commas_inside_texts_are_no_values() -> None:
    text = json.dumps(["," * 30_000])
    document, found = load_json(Source("f.json", text), PLAYBOOK_LIMITS)
    assert not found
    assert document is not None


def test_a_text_beyond_the_limit_is_not_read() -> None:
    _, found = load_json(Source("f.json", " " * ((1 << 20) + 1)), PLAYBOOK_LIMITS)
    assert [one.rule for one in found] == ["file-too-large"]


KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SCALARS = st.none() | st.booleans() | st.integers() | exact_numbers() | KEYS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=15
)


def nodes(node: Node) -> list[Node]:
    inner = [child for _, child in node.members()] + list(node.elements())
    return [node, *(below for child in inner for below in nodes(child))]


@settings(deadline=None, max_examples=200)
@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_it_reads_what_was_written_and_every_place_holds_its_value(
    value: Json, ascii: bool, indent: int | None
) -> None:
    text = write_json(value, ascii=ascii, indent=indent)
    document, found = load_json(Source("f.json", text))
    if document is None:
        assert {one.rule for one in found} <= {"duplicate-key", "number-out-of-range"}
        return
    assert document.data == value
    for node in nodes(document.root):
        assert read_json(text[node.span.start : node.span.end]) == node.data
