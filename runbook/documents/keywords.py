"""The keywords of JSON Schema 2020-12 that assert something, and what each may hold.

A keyword with a value it cannot have (`required: true` inside a property, `type: date`) asserts nothing: OpenAPI
documents are full of them. `check_schema` names their places.
"""

from collections.abc import Callable

from runbook.values.json import Json

TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")


def is_number(value: Json) -> bool:
    """Whether it is a number of JSON; a boolean is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_schema(value: Json) -> bool:
    return isinstance(value, (dict, bool))


def _is_schema_list(value: Json) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_schema, value))


def _is_schema_mapping(value: Json) -> bool:
    return isinstance(value, dict) and all(map(_is_schema, value.values()))


def _is_words(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _is_words_mapping(value: Json) -> bool:
    return isinstance(value, dict) and all(map(_is_words, value.values()))


def _is_count(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 and value == int(value)


def _is_limit(value: Json) -> bool:
    """A number, or OpenAPI 3.0's boolean that makes `minimum` exclusive."""
    return isinstance(value, (int, float))


def _is_type(value: Json) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(name in TYPES for name in names)


def _is_step(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def _is_boolean(value: Json) -> bool:
    return isinstance(value, bool)


def _is_anything(value: Json) -> bool:
    return True


_HOLDS: dict[str, Callable[[Json], bool]] = {
    "$ref": _is_text, "$dynamicRef": _is_text, "type": _is_type, "enum": _is_list, "const": _is_anything,
    "properties": _is_schema_mapping, "patternProperties": _is_schema_mapping, "dependentSchemas": _is_schema_mapping,
    "required": _is_words, "dependentRequired": _is_words_mapping, "minProperties": _is_count,
    "maxProperties": _is_count, "additionalProperties": _is_schema, "propertyNames": _is_schema,
    "unevaluatedProperties": _is_schema, "items": _is_schema, "prefixItems": _is_schema_list, "contains": _is_schema,
    "minContains": _is_count, "maxContains": _is_count, "minItems": _is_count, "maxItems": _is_count,
    "uniqueItems": _is_boolean, "unevaluatedItems": _is_schema, "minLength": _is_count, "maxLength": _is_count,
    "pattern": _is_text, "minimum": is_number, "maximum": is_number, "exclusiveMinimum": _is_limit,
    "exclusiveMaximum": _is_limit, "multipleOf": _is_step, "allOf": _is_schema_list, "anyOf": _is_schema_list,
    "oneOf": _is_schema_list, "not": _is_schema, "if": _is_schema, "then": _is_schema, "else": _is_schema,
}  # fmt: skip

ASSERTIONS = frozenset(_HOLDS)


def assertions(schema: dict[str, Json]) -> dict[str, Json]:
    """The keywords of a schema that assert something."""
    return {keyword: value for keyword, value in schema.items() if asserts(keyword, value)}


def asserts(keyword: str, value: Json) -> bool:
    """Whether the keyword is one that asserts, with a value that it can have."""
    holds = _HOLDS.get(keyword)
    return holds is not None and holds(value)
