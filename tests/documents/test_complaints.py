"""The parser's complaints in plain words."""

import pytest

from runbook.diagnostics.source import Source
from runbook.documents.complaints import explain, tab, unquoted_template
from runbook.documents.events import YamlEventError, fast_events, portable_events

MEANT = [
    ("a: b: c", '": " cannot stand here'),
    ("a: 'x", "this quote is never closed"),
    ("a: [1", "this '[' is never closed"),
    ("a: {b: 1", "this '{' is never closed"),
    ("a: [b}", "',' or ']' is missing here"),
    ("{a b: c: d}", "',' or '}' is missing here"),
    ("a: b\n- c", "this does not continue the mapping above it"),
    ("- a\nb: c", "this does not continue the list above it"),
    ("a: 1\nb", 'this line is no "key: value"'),
    ("  a: 1\nb: 2", "the document has ended or cannot begin like this"),
    ('a: "\\q"', "this escape is unknown in double quotes"),
    ("a: - b", "a list cannot begin on this line"),
    ("a: ? b", "a key cannot begin here"),
    ("a: |x\n  b", "only '+', '-' or a digit may follow '|' and '>'"),
    ("a: &", "a name must follow '&'"),
    ("a: *", "a name must follow '*'"),
    ("a: !<x", "tags are not used here"),
    ("a: ]", "a value is missing before this"),
    ("a: @b", "a value cannot begin with '@'"),
    ("a:\n\tb: 1", "a tab cannot indent or separate"),
]


def complaint(events: object, text: str) -> YamlEventError:
    with pytest.raises(YamlEventError) as caught:
        list(events(text))  # type: ignore[operator]
    return caught.value


@pytest.mark.parametrize(("text", "message"), MEANT)
@pytest.mark.parametrize("events", [fast_events, portable_events])
def test_both_parsers_complaints_become_the_same_words(events: object, text: str, message: str) -> None:
    found = explain(Source("f.yaml", text), complaint(events, text))
    assert found.message == message
    assert found.help
    assert found.span is not None
    assert "\\x00" not in found.message


def test_what_is_left_open_is_shown_where_it_was_opened() -> None:
    text = "a: 1\nb: [1,\n  2\n"
    found = explain(Source("f.yaml", text), complaint(fast_events, text))
    assert found.span is not None
    assert found.span.place == "f.yaml:2:4"


def test_what_does_not_fit_names_where_the_construct_began() -> None:
    text = "a: [1 2\nb: 3]"
    found = explain(Source("f.yaml", text), complaint(fast_events, text))
    assert [related.span.place for related in found.related] == ["f.yaml:1:4"]


def test_a_complaint_that_nobody_foresaw_is_still_told() -> None:
    found = explain(Source("f.yaml", "abc"), YamlEventError("the moon is full", 0, 99))
    assert found.rule == "yaml-syntax"
    assert "the moon is full" in found.message
    assert found.span is not None
    assert found.span.start == 3


def test_tabs_and_templates_have_rules_of_their_own() -> None:
    source = Source("f.yaml", "a:\t{{ x }}")
    assert tab(source, 2).rule == "tab"
    assert unquoted_template(source, 3, 10).help == 'quote the template: "{{ ... }}"'
