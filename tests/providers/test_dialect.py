import pytest

from runbook.providers.dialect import Direction, is_pattern, nullable, tidy
from runbook.values.json import Json


def tidied(schema: dict[str, Json], direction: Direction = Direction.REQUEST) -> Json:
    limits = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    new = {key: value for key, value in schema.items() if key in limits}
    tidy(schema, new, direction)
    return new


@pytest.mark.parametrize(
    ("schema", "meaning"),
    [
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"maximum": 9, "exclusiveMaximum": True}, {"exclusiveMaximum": 9}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"exclusiveMinimum": 1}, {"exclusiveMinimum": 1}),
        ({"exclusiveMinimum": True}, {}),
    ],
)
def test_boolean_limits_become_numbers(schema: dict[str, Json], meaning: Json) -> None:
    assert tidied(schema) == meaning


@pytest.mark.parametrize(
    ("types", "meaning"),
    [
        ("string", {"type": "string"}),
        (["string"], {"type": "string"}),
        (["string", "null"], {"type": ["string", "null"]}),
        ("date", {}),
        (["string", "any"], {}),
        (None, {}),
        (7, {}),
    ],
)
def test_types_that_json_schema_does_not_have_allow_anything(types: Json, meaning: Json) -> None:
    assert tidied({"type": types}) == meaning


def test_one_way_properties_are_required_one_way_only() -> None:
    schema: dict[str, Json] = {
        "required": ["id", "secret", "name", 7],
        "properties": {"id": {"readOnly": True}, "secret": {"writeOnly": True}, "name": {}},
    }
    assert tidied(schema, Direction.REQUEST) == {"required": ["secret", "name", 7]}
    assert tidied(schema, Direction.RESPONSE) == {"required": ["id", "name", 7]}


@pytest.mark.parametrize(
    ("pattern", "usable"),
    [("^[a-z]+$", True), (r"\d{3}", True), (r"^\p{L}+$", False), ("[", False), ("(?<name>a)", True)],
)
def test_patterns_that_python_cannot_read_are_left_out(pattern: str, usable: bool) -> None:
    assert is_pattern(pattern) is usable
    assert tidied({"pattern": pattern}) == ({"pattern": pattern} if usable else {})


@pytest.mark.parametrize(
    ("schema", "meaning"),
    [
        ({"type": "string"}, {"type": ["string", "null"]}),
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
        ({"type": "string", "enum": ["a"]}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"$ref": "#/$defs/A"}, {"anyOf": [{"$ref": "#/$defs/A"}, {"type": "null"}]}),
        ({"title": "T", "allOf": [{}]}, {"title": "T", "anyOf": [{"title": "T", "allOf": [{}]}, {"type": "null"}]}),
        ({}, {}),
    ],
)
def test_nullable_allows_null(schema: dict[str, Json], meaning: Json) -> None:
    assert nullable(schema) == meaning
