"""The keywords of JSON Schema 2020-12 that assert something, and what each may hold.

A keyword with a value it cannot have (`required: true` inside a property, `type: date`) asserts nothing: OpenAPI
documents are full of them. `check_schema` names their places.
"""

from collections.abc import Callable

from runbook.frozen import frozen
from runbook.values.json import Json
from runbook.values.numbers import is_number, is_whole

TYPE_TESTS: dict[str, Callable[[Json], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": is_whole,
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}
"""The types of JSON, each with its test; a number without a fraction is an integer however it is written."""

TYPES = tuple(TYPE_TESTS)


@frozen
class Form:
    """What a keyword may hold: a test, and the same in words."""

    holds: Callable[[Json], bool]
    words: str


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
    return is_whole(value) and value >= 0


def _is_type(value: Json) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(name in TYPES for name in names)


def _is_step(value: Json) -> bool:
    return is_number(value) and value > 0


ANYTHING = Form(lambda _: True, "anything")
TEXT = Form(lambda value: isinstance(value, str), "text")
BOOLEAN = Form(lambda value: isinstance(value, bool), "true or false")
LIST = Form(lambda value: isinstance(value, list), "a list")
MAPPING = Form(lambda value: isinstance(value, dict), "a mapping")
NUMBER = Form(is_number, "a number")
LIMIT = Form(lambda value: isinstance(value, bool) or is_number(value), "a number")  # OpenAPI 3.0 has a boolean here
STEP = Form(_is_step, "a number above 0")
COUNT = Form(_is_count, "a whole number, at least 0")
TYPE = Form(_is_type, "one or more of: " + ", ".join(TYPES))
WORDS = Form(_is_words, "a list of names")
WORDS_MAPPING = Form(_is_words_mapping, "a mapping of lists of names")
SCHEMA = Form(_is_schema, "a schema")
SCHEMA_LIST = Form(_is_schema_list, "a list of schemas")
SCHEMA_MAPPING = Form(_is_schema_mapping, "a mapping of schemas")

ASSERTIONS: dict[str, Form] = {
    "$ref": TEXT, "$dynamicRef": TEXT, "type": TYPE, "enum": LIST, "const": ANYTHING,
    "properties": SCHEMA_MAPPING, "patternProperties": SCHEMA_MAPPING, "dependentSchemas": SCHEMA_MAPPING,
    "required": WORDS, "dependentRequired": WORDS_MAPPING, "minProperties": COUNT, "maxProperties": COUNT,
    "additionalProperties": SCHEMA, "propertyNames": SCHEMA, "unevaluatedProperties": SCHEMA,
    "items": SCHEMA, "prefixItems": SCHEMA_LIST, "contains": SCHEMA, "minContains": COUNT, "maxContains": COUNT,
    "minItems": COUNT, "maxItems": COUNT, "uniqueItems": BOOLEAN, "unevaluatedItems": SCHEMA,
    "minLength": COUNT, "maxLength": COUNT, "pattern": TEXT,
    "minimum": NUMBER, "maximum": NUMBER, "exclusiveMinimum": LIMIT, "exclusiveMaximum": LIMIT, "multipleOf": STEP,
    "allOf": SCHEMA_LIST, "anyOf": SCHEMA_LIST, "oneOf": SCHEMA_LIST,
    "not": SCHEMA, "if": SCHEMA, "then": SCHEMA, "else": SCHEMA,
}  # fmt: skip


def assertions(schema: dict[str, Json]) -> dict[str, Json]:
    """The keywords of a schema that assert something."""
    return {keyword: value for keyword, value in schema.items() if asserts(keyword, value)}


def asserts(keyword: str, value: Json) -> bool:
    """Whether the keyword is one that asserts, with a value that it can have."""
    form = ASSERTIONS.get(keyword)
    return form is not None and form.holds(value)
