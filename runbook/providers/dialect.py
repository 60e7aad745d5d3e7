"""OpenAPI's dialects of JSON Schema, written as the 2020-12 that they mean."""

from enum import Enum

from runbook.documents.patterns import PatternError, compile_pattern
from runbook.values.json import Json

JSON_TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_LIMITS = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
_NOTES = ("title", "description", "default")


class Direction(Enum):
    """Which way a value travels. The marker names the properties that do not travel that way."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


def tidy(schema: dict[str, Json], new: dict[str, Json], direction: Direction) -> None:
    """Add to `new` the keywords of `schema` that need judgement.

    Types and patterns that no check can use allow anything; one-way properties are required one way only; the boolean
    limits of 3.0 become numbers.
    """
    if known := _types(schema.get("type")):
        new["type"] = known[0] if len(known) == 1 else known
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and is_pattern(pattern):
        new["pattern"] = pattern
    required = schema.get("required")
    if isinstance(required, list):
        properties = schema.get("properties")
        new["required"] = [name for name in required if not _is_absent(properties, name, direction)]
    for limit, exclusive in _LIMITS:
        if isinstance(new.get(exclusive), bool) and new.pop(exclusive) and limit in new:
            new[exclusive] = new.pop(limit)


def _types(types: Json) -> list[Json]:
    """The types that `type` names; none when one of them is no type of JSON Schema."""
    named: list[Json] = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    return named if all(isinstance(name, str) and name in JSON_TYPES for name in named) else []


def _is_absent(properties: Json, name: Json, direction: Direction) -> bool:
    """Whether a property does not travel in this direction."""
    member = properties.get(name) if isinstance(properties, dict) and isinstance(name, str) else None
    return isinstance(member, dict) and member.get(direction.value) is True


def is_pattern(text: str) -> bool:
    """Whether values can be checked against a regular expression."""
    try:
        compile_pattern(text)
    except PatternError:
        return False
    return True


def nullable(schema: dict[str, Json]) -> dict[str, Json]:
    """The schema with null allowed, as `nullable: true` of OpenAPI 3.0 means."""
    types, values = schema.get("type"), schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema = {**schema, "enum": [*values, None]}
    if isinstance(types, (str, list)):
        named: list[Json] = types if isinstance(types, list) else [types]
        return {**schema, "type": named if "null" in named else [*named, "null"]}
    notes: dict[str, Json] = {key: schema[key] for key in _NOTES if key in schema}
    return {**notes, "anyOf": [schema, {"type": "null"}]} if schema else schema
