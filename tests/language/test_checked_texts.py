"""The texts of an input that must be ids, all the way down."""

import pytest

from runbook.language.checked_texts import hidden_findings, is_free_text
from runbook.values.json import Json, Pointer

FREE: Json = {"type": "string", "format": "text"}
LINES: Json = {"$defs": {"note": FREE}, "type": "object", "properties": {"id": {}, "note": {"$ref": "#/$defs/note"}}}


@pytest.mark.parametrize(
    ("schema", "value", "places"),
    [
        ({"type": "string"}, "a ", [()]),
        (FREE, " any\nthing ", []),
        ({"format": "uuid"}, "a ", [()]),
        ({"items": {"type": "string"}}, ["a", "b ", "c", "d\u200b"], [(1,), (3,)]),
        ({"items": FREE}, ["a ", "b "], []),
        ({"prefixItems": [FREE], "items": {}}, ["a ", "b "], [(1,)]),
        (LINES, {"id": "a ", "note": "b "}, [("id",)]),
        ({"additionalProperties": FREE}, {"x": "a "}, []),
        ({}, {"k ": ["v"]}, [("k ",)]),
        ({}, {"a": {"b": [" x"]}}, [("a", "b", 0)]),
        ({"anyOf": [{"type": "null"}, FREE]}, "a ", []),
        (True, ["a "], [(0,)]),
        ({"$ref": "#/nowhere"}, "a ", [()]),
        ({"type": "integer"}, 7, []),
        ({"type": ["string", "null"]}, None, []),
    ],
)
def test_each_hidden_character_has_its_place(schema: Json, value: Json, places: list[Pointer]) -> None:
    found = list(hidden_findings(schema, value))
    assert [one.pointer for one in found] == places
    assert all(one.hint for one in found)


def test_a_key_is_told_from_a_value() -> None:
    (found,) = hidden_findings({}, {"k ": "v"})
    assert found.on_key
    assert found.message.startswith("has a key that ends with a blank")


def test_a_schema_that_refers_to_itself_ends() -> None:
    schema: Json = {"allOf": [{"$ref": "#"}], "properties": {"a": {"$ref": "#"}}}
    assert not is_free_text(schema, schema)
    assert list(hidden_findings(schema, {"a": {"a": "x"}})) == []
