"""Loading YAML: the same data and the same refusals everywhere, each with its place."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.source import Source
from runbook.documents.events import portable_events
from runbook.documents.limits import CONTRACT_LIMITS, PLAYBOOK_LIMITS
from runbook.documents.node import Document, Node
from runbook.documents.yaml import load, load_document, load_events
from runbook.values.json import Json
from runbook.values.json_codec import read_json, write_json
from tests.exact import exact_numbers

DEEP = "a: " + "[" * 101 + "]" * 101
MANY = "a: [" + "1, " * 20_000 + "1]"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 12)
)
HEAVY = 'a: &a "' + "x" * 100_000 + '"\nb: [' + ", ".join(["*a"] * 20) + "]\n"

BROKEN = [
    # text, rule, line:column
    ("", "empty-file", "1:1"),
    ("\n# only a remark\n\n", "empty-file", "1:1"),
    ("---\n", "empty-file", "1:1"),
    ("---\n...\n", "empty-file", "1:1"),
    ("a: 1\na: 2\n", "duplicate-key", "2:1"),
    ('a: 1\n"a": 2\n', "duplicate-key", "2:1"),
    ("a: 1\n'a': 2\n", "duplicate-key", "2:1"),
    ('a: 1\n"\\x61": 2\n', "duplicate-key", "2:1"),
    ("b: {a: 1, c: 2, a: 3}\n", "duplicate-key", "1:17"),
    ("\u00e9: 1\ne\u0301: 2\n", "duplicate-key", "2:1"),
    ("- x\n- a: 1\n  b: [{c: 1, c: 2}]\n", "duplicate-key", "3:14"),
    ("1: a\n1.0: b\n", "key-not-text", "1:1"),
    ("a: {true: b}\n", "key-not-text", "1:5"),
    ("null: b\n", "key-not-text", "1:1"),
    ("~: b\n", "key-not-text", "1:1"),
    ("? \n: b\n", "key-not-text", "1:2"),
    ("a:\n  200: b\n", "key-not-text", "2:3"),
    ("? [a, b]\n: c\n", "key-not-text", "1:3"),
    ("[a]: b\n", "key-not-text", "1:1"),
    ("{a: b}: c\n", "key-not-text", "1:1"),
    ("a: &x k\n*x : b\n", "key-not-text", "2:1"),
    ("a: &x {b: 1}\nc:\n  <<: *x\n", "merge-key", "3:3"),
    ("a: !x b\n", "yaml-tag", "1:4"),
    ("a: !!str 7\n", "yaml-tag", "1:4"),
    ("a: !!python/object:os.system x\n", "yaml-tag", "1:4"),
    ("a: !!map {}\n", "yaml-tag", "1:4"),
    ("a: ! b\n", "yaml-tag", "1:4"),
    ("a: 1\n---\nb: 2\n", "second-document", "2:1"),
    ("a: 1\n...\n---\nb: 2\n", "second-document", "3:1"),
    ("a: 1\n...\n%YAML 1.2\n---\nb: 2\n", "second-document", "3:1"),
    ("%TAG !x! y\n---\na: 1\n", "yaml-directive", "1:1"),
    ("%YAML 1.2\n%TAG !x! y\n---\na: 1\n", "yaml-directive", "2:1"),
    ("%FOO\n---\na: 1\n", "yaml-directive", "1:1"),
    ("url: {{ x }}\n", "unquoted-template", "1:6"),
    ("url: {{ x }}/y\n", "unquoted-template", "1:6"),
    ("- {{ inputs.case_id }}\n", "unquoted-template", "1:3"),
    ("a: [{{ x }}]\n", "unquoted-template", "1:5"),
    ("a: *nothing\n", "unknown-alias", "1:4"),
    ("a: &x [*x]\n", "cyclic-alias", "1:8"),
    ("a: &x\n  b: {c: *x}\n", "cyclic-alias", "2:10"),
    (BOMB, "too-many-values", "5:15"),
    (HEAVY, "too-many-values", "2:41"),
    (MANY, "too-many-values", "1:59999"),
    (DEEP, "too-deep", "1:103"),
    ("- " * 5000, "too-deep", "1:201"),
    ("? " * 5000, "key-not-text", "1:3"),
    ("a: " + "x" * 140_000, "value-too-long", "1:4"),
    ("a: " + "9" * 5000, "number-out-of-range", "1:4"),
    ("a: 0x" + "f" * 5000, "number-out-of-range", "1:4"),
    ("a: .inf\n", "number-out-of-range", "1:4"),
    ("a: [1, .nan]\n", "number-out-of-range", "1:8"),
    ("a: 1e999\n", "number-out-of-range", "1:4"),
    ("a:\n\tb: 1\n", "tab", "2:1"),
    ("\ta: 1\n", "tab", "1:1"),
    ("a:\tb\n", "tab", "1:3"),
    ("a: b\tc\n", "tab", "1:5"),
    ("a: 1\t# remark\n", "tab", "1:5"),
    ("a: |\t\n  b\n", "tab", "1:5"),
    ("a: |\n\tb\n", "tab", "2:1"),
    ("a: |\n  \tb\n", "tab", "2:3"),
    ("a: b: c\n", "yaml-syntax", "1:5"),
    ("a: 1\n b: 2\n", "yaml-syntax", "2:3"),
    ("  a: 1\nb: 2\n", "yaml-syntax", "2:1"),
    ("a: 1\nb\n", "yaml-syntax", "2:1"),
    ("a\nb: c\n", "yaml-syntax", "2:2"),
    ("- a\nb: 1\n", "yaml-syntax", "2:1"),
    ("a: b\n- c\n", "yaml-syntax", "2:1"),
    ("a:\n  - b\n c: d\n", "yaml-syntax", "3:2"),
    ('a: "x\n', "yaml-syntax", "1:4"),
    ("a: 'x\n", "yaml-syntax", "1:4"),
    ("a: 'it's'\n", "yaml-syntax", "1:8"),
    ('a: "x" y\n', "yaml-syntax", "1:8"),
    ('a: "x\n---\n"\n', "yaml-syntax", "1:4"),
    ('a: "\\q"\n', "yaml-syntax", "1:5"),
    ('a: "\\u12"\n', "yaml-syntax", "1:7"),
    ('a: "\\ud800"\n', "yaml-syntax", "1:7"),
    ('a: "\\U00110000"\n', "yaml-syntax", "1:7"),
    ("a: [1, 2\n", "yaml-syntax", "1:4"),
    ("a: {b: 1\n", "yaml-syntax", "1:4"),
    ("a: [b}\n", "yaml-syntax", "1:6"),
    ("a: [b,,c]\n", "yaml-syntax", "1:7"),
    ("a: ]\n", "yaml-syntax", "1:4"),
    ("a: [x]]\n", "yaml-syntax", "1:7"),
    ("a: - b\n", "yaml-syntax", "1:4"),
    ("a: ? b\n", "yaml-syntax", "1:4"),
    ("a: |x\n  b\n", "yaml-syntax", "1:5"),
    ("a: |#x\n  b\n", "yaml-syntax", "1:4"),
    ("a: @b\n", "yaml-syntax", "1:4"),
    ("a: `b`\n", "yaml-syntax", "1:4"),
    ("a: %b\n", "yaml-syntax", "1:4"),
    ("a: &\n", "yaml-syntax", "1:5"),
    ("a: *\n", "yaml-syntax", "1:5"),
    ("a: !<b\n", "yaml-syntax", "1:7"),
    ("a: &x &y z\n", "yaml-syntax", "1:7"),
    ("{a: 1} b\n", "yaml-syntax", "1:8"),
    ("[a:]\n", "yaml-syntax", "1:3"),
    ("}\n", "yaml-syntax", "1:1"),
]


def first_place(found: list) -> str:
    span = found[0].span
    return f"{span.line}:{span.column}"


@pytest.mark.parametrize(("text", "rule", "place"), BROKEN, ids=[repr(case[0][:40]) for case in BROKEN])
def test_a_broken_file_is_explained_where_it_is_broken(text: str, rule: str, place: str) -> None:
    document, found = load(Source("f.yaml", text))
    assert document is None
    assert found[0].rule == rule
    assert first_place(found) == place
    assert found[0].message
    assert found[0].help


def without_the_c_parser(text: str) -> tuple[Document | None, list]:
    source = Source("f.yaml", text)
    try:
        return load_events(source, portable_events(text), PLAYBOOK_LIMITS)
    except RecursionError:  # pragma: no cover - would be a bug
        pytest.fail("the portable parser recursed")


@pytest.mark.parametrize(
    "text", [case[0] for case in BROKEN if case[1] != "yaml-directive"], ids=lambda text: text[:30]
)
def test_the_verdict_does_not_depend_on_libyaml(text: str) -> None:
    document, found = without_the_c_parser(text)
    assert document is None
    assert found


def test_the_second_key_is_refused_and_the_first_one_named() -> None:
    _, found = load(Source("f.yaml", "a: 1\nb: 2\na: 3\n"))
    assert found[0].span is not None
    assert found[0].span.place == "f.yaml:3:1"
    assert found[0].related[0].span.place == "f.yaml:1:1"


def test_several_mistakes_are_reported_together() -> None:
    _, found = load(Source("f.yaml", "a: !x 1\na: 2\n7: .inf\n"))
    assert [one.rule for one in found] == ["yaml-tag", "duplicate-key", "key-not-text", "number-out-of-range"]


def test_a_key_that_is_no_text_gets_the_advice_to_quote_it() -> None:
    _, found = load(Source("f.yaml", "on: 1\n200: x\n"))
    assert [one.help for one in found] == ['quote the key: "200"']


def test_a_misspelt_alias_gets_a_suggestion() -> None:
    _, found = load(Source("f.yaml", "a: &shared [1]\nb: *sharde\n"))
    assert found[0].help == 'did you mean "shared"?'


def test_a_template_on_a_broken_line_is_blamed_only_when_it_is_not_quoted() -> None:
    _, found = load(Source("f.yaml", 'a: "x {{ y }}" z\n'))
    assert found[0].rule == "yaml-syntax"


def test_documents_of_others_may_have_statuses_as_keys_and_tabs_between_words() -> None:
    text = "responses:\n  200:\tok\n  404: {description: a\tb}\n  true: x\n"
    document, found = load(Source("f.yaml", text), CONTRACT_LIMITS)
    assert not found
    assert document is not None
    assert document.data == {"responses": {"200": "ok", "404": {"description": "a\tb"}, "true": "x"}}


def test_even_there_one_key_may_not_be_written_twice() -> None:
    _, found = load(Source("f.yaml", '200: a\n"200": b\n'), CONTRACT_LIMITS)
    assert [one.rule for one in found] == ["duplicate-key"]


def test_a_version_directive_and_document_markers_are_harmless() -> None:
    document, found = load(Source("f.yaml", "%YAML 1.2\n---\na: 1\n...\n# end\n"))
    assert not found
    assert document is not None
    assert document.data == {"a": 1}


def test_tabs_in_quotes_block_scalars_and_remarks_are_the_authors_business() -> None:
    text = 'a: "x\ty" # z\tz\nb: |\n  x\ty\n#\tremark\nc: [\'\t\', "#\t"]\n'
    document, found = load(Source("f.yaml", text))
    assert not found
    assert document is not None
    assert document.data == {"a": "x\ty", "b": "x\ty\n", "c": ["\t", "#\t"]}


def test_aliases_repeat_a_value_within_bounds() -> None:
    document, found = load(Source("f.yaml", "a: &x {b: [1, 2]}\nc: [*x, *x]\n"))
    assert not found
    assert document is not None
    assert document.data == {"a": {"b": [1, 2]}, "c": [{"b": [1, 2]}, {"b": [1, 2]}]}
    assert document.place(("c", 1, "b", 0)) == document.place(("a", "b", 0))


def test_aliases_cannot_nest_more_deeply_than_brackets() -> None:
    levels = "".join(f"a{level}: &a{level} [[[[[[[[[[*a{level - 1}]]]]]]]]]]\n" for level in range(1, 12))
    _, found = load(Source("f.yaml", "a0: &a0 []\n" + levels))
    assert found[0].rule == "too-deep"


def test_an_anchor_given_twice_means_the_latest_one() -> None:
    document, _ = load(Source("f.yaml", "a: &x 1\nb: &x [&x 2, *x]\nc: *x\n"))
    assert document is not None
    assert document.data == {"a": 1, "b": [2, 2], "c": 2}


def test_a_text_larger_than_the_limit_is_not_parsed() -> None:
    _, found = load(Source("f.yaml", "#" * ((1 << 20) + 1)))
    assert [one.rule for one in found] == ["file-too-large"]


JSON_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn"]), max_size=12)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    exact_numbers(),
    JSON_TEXT,
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXT, inner, max_size=4),
    max_leaves=12,
)


def distinct_keys(value: Json) -> bool:
    """Hypothesis likes keys that are equal in Unicode's normal form."""
    document, found = load_document(Source("f.json", write_json(value, ascii=False)))
    return document is not None or all(one.rule != "duplicate-key" for one in found)


@settings(deadline=None, max_examples=150)
@given(VALUES.filter(distinct_keys), st.sampled_from([None, 2]))
def test_json_written_into_a_yaml_file_is_read_as_json(value: Json, indent: int | None) -> None:
    text = write_json(value, ascii=False, indent=indent)
    if value == {} or not any(len(line) > 1000 for line in text.splitlines()):
        document, found = load(Source("f.yaml", text))
        assert not found
        assert document is not None
        assert document.data == value
        assert write_json(document.data) == write_json(value)


PLAIN = st.text(string.ascii_letters + string.digits + "-_./:#{}[]&*!|>'\"%@`,? éñ名", max_size=12)


@settings(deadline=None, max_examples=300)
@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_any_text_is_read_alike_by_both_parsers_and_never_crashes(words: list[str]) -> None:
    text = "\n".join(f"k{index}: {word}" for index, word in enumerate(words)) + "\n"
    document, found = load(Source("f.yaml", text))
    if "?" not in text and "%" not in text:  # the Python parser ends words in brackets at '?'
        portable, _ = without_the_c_parser(text)
        assert (document is None) == (portable is None)
        if document is not None and portable is not None:
            assert document.data == portable.data
    for one in found:
        assert one.span is not None
        assert 0 <= one.span.start <= one.span.end <= len(text)


def nodes(node: Node) -> list[Node]:
    inner = [child for _, child in node.members()] + list(node.elements())
    return [node, *(below for child in inner for below in nodes(child))]


@settings(deadline=None, max_examples=150)
@given(VALUES.filter(distinct_keys))
def test_the_place_of_every_value_holds_that_value(value: Json) -> None:
    text = "# remark\nroot:\n  - " + write_json(value, ascii=False) + "  # remark\n  - end\n"
    document, found = load(Source("f.yaml", text))
    assert not found
    assert document is not None
    for node in nodes(document.root):
        if node.pointer[:2] == ("root", 0):
            assert read_json(text[node.span.start : node.span.end]) == node.data
            if isinstance(node.pointer[-1], str):
                assert json.loads(text[node.key_span.start : node.key_span.end]) == node.pointer[-1]


def test_blocks_end_with_their_last_word() -> None:
    text = "a:\n  b: |\n    x\n    y\n\n\n# remark\nc:\n  - d\n\n  - &n e\n\nf: 1\n"
    document, _ = load(Source("f.yaml", text))
    assert document is not None
    shown = {node.pointer: text[node.span.start : node.span.end] for node in nodes(document.root)}
    assert shown[("a",)] == "b: |\n    x\n    y"
    assert shown[("a", "b")] == "|\n    x\n    y"
    assert shown[("c",)] == "- d\n\n  - &n e"
    assert shown[("c", 1)] == "e"


def test_windows_line_ends_move_no_place() -> None:
    text = "a: 1\r\nb:\r\n  - é: x\r\n  - y\r\n"
    document, _ = load(Source("f.yaml", text))
    assert document is not None
    second = list(document.root.child("b").elements())[1]  # type: ignore[union-attr]
    assert second.span.place == "f.yaml:4:5"


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        ("a.json", '{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        ("a.yaml", "{a: b}", {"a": "b"}),
        ("-", '{"a": 1}', {"a": 1}),
        ("-", "{a: b}", {"a": "b"}),
        ("-", "a: b", {"a": "b"}),
        ("-", "[1, 2]", [1, 2]),
    ],
)
def test_json_and_yaml_are_told_apart_by_name_and_first_character(name: str, text: str, data: Json) -> None:
    document, found = load_document(Source(name, text))
    assert not found
    assert document is not None
    assert document.data == data


def test_what_is_neither_is_explained_as_json_when_it_looks_like_it() -> None:
    _, found = load_document(Source("-", '{"a": 1,, "b": 2}'))
    assert [one.rule for one in found] == ["json-syntax"]
    _, found = load_document(Source("x.json", "{a: b}"))
    assert [one.rule for one in found] == ["json-syntax"]
