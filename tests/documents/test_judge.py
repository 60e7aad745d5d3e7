"""jsonschema, lenient and deaf."""

import contextlib
import socket

import pytest

from runbook.documents.judge import JudgementError, judge
from runbook.values.json import Json


def keywords(schema: Json, value: Json) -> list[str]:
    return [broken.keyword for broken in judge(schema, schema, value)]


def test_it_tells_which_keyword_is_broken_where() -> None:
    (broken,) = judge({"properties": {"a": {"items": {"type": "string"}}}}, True, {"a": ["x", 7]})
    assert broken.keyword == "type"
    assert broken.value == "string"
    assert broken.pointer == ("a", 1)
    assert broken.instance == 7


def test_alternatives_are_told_with_what_each_of_them_misses() -> None:
    (broken,) = judge({"anyOf": [{"type": "string"}, {"minimum": 3}]}, True, 1)
    assert [(inner.branch, inner.keyword) for inner in broken.context] == [(0, "type"), (1, "minimum")]


def test_malformed_keywords_assert_nothing() -> None:
    schema: Json = {
        "required": True,
        "type": "file",
        "minimum": "3",
        "pattern": "(",
        "properties": {"a": 7},
        "enum": "x",
    }
    assert keywords(schema, "anything") == []
    assert keywords(schema, {"a": 1}) == []


def test_nullable_lets_null_pass_whatever_else_is_asked() -> None:
    schema: Json = {"type": "object", "nullable": True, "allOf": [{"type": "object"}], "enum": [{}]}
    assert keywords(schema, None) == []
    assert sorted(keywords(schema, 7)) == ["enum", "type", "type"]


def test_the_schema_false_is_a_keyword_of_its_own() -> None:
    assert keywords({"properties": {"a": False}}, {"a": 1}) == ["false"]


def test_references_lead_into_the_root() -> None:
    root: Json = {"components": {"schemas": {"Name": {"type": "string"}}}}
    assert [broken.keyword for broken in judge({"$ref": "#/components/schemas/Name"}, root, 7)] == ["type"]


def test_a_dialect_named_by_the_document_does_not_replace_our_keywords() -> None:
    for dialect in ("https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-04/schema#"):
        (broken,) = judge({"$schema": dialect, "required": ["a"]}, {"$schema": dialect}, {})
        assert broken.note == "a"


@pytest.mark.parametrize(
    "reference",
    ["http://localhost:9/x", "https://example.com/x", "file:///etc/passwd", "other.json", "#/nowhere", "#anchor"],
)
def test_a_reference_outside_is_an_error_and_nothing_is_fetched(
    reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: opened.append(a))
    monkeypatch.setattr("builtins.open", lambda *a, **k: opened.append(a))
    with pytest.raises(JudgementError) as caught:
        judge({"$ref": reference}, {}, "x")
    assert caught.value.keyword == "$ref"
    assert reference in caught.value.reason
    assert opened == []


@pytest.mark.parametrize("schema", [{"$ref": "#"}, {"allOf": [{"$ref": "#"}]}, {"not": {"$ref": "#"}}])
def test_endless_references_are_an_error(schema: Json) -> None:
    with pytest.raises(JudgementError) as caught:
        judge(schema, schema, "x")
    assert "itself" in caught.value.reason


ODD: list[Json] = [
    {"$id": 7, "type": "string"},
    {"$schema": 7},
    {"multipleOf": 1e-320},
    {"properties": {"a": {"$id": []}}},
]


@pytest.mark.parametrize("schema", ODD)
@pytest.mark.parametrize("value", [10**400, 1.5, {"a": 1}, "x"])
def test_no_schema_makes_it_crash(schema: Json, value: Json) -> None:
    with contextlib.suppress(JudgementError):
        assert isinstance(judge(schema, schema, value), list)
