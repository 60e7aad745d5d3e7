"""Values as they may turn out to be: each unknown part is replaced by one that its schema probably accepts.

A guess, and never more: it is made so that the quick check of a schema can say yes without jsonschema being loaded.
"""

from runbook.values.json import Json
from runbook.values.numbers import is_number
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

_BY_TYPE: dict[str, Json] = {"string": "x", "integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}


def likely(schema: Json, value: Value) -> Json:
    """The value with a guess for each unknown part."""
    keywords = schema if isinstance(schema, dict) else {}
    match value:
        case Unknown() | PartialText() | SecretName():
            return _sample(keywords)
        case list():
            return [likely(keywords.get("items"), element) for element in value]
        case dict():
            properties = keywords.get("properties")
            known = properties if isinstance(properties, dict) else {}
            rest = keywords.get("additionalProperties")
            return {key: likely(known.get(key, rest), element) for key, element in value.items()}
        case _:
            return value


def _sample(schema: dict[str, Json]) -> Json:
    for keyword in ("const", "default", "example"):
        if keyword in schema:
            return schema[keyword]
    for keyword in ("enum", "examples"):
        match schema.get(keyword):
            case [first, *_]:
                return first
            case _:
                pass
    match schema.get("type"):
        case "string" if is_number(least := schema.get("minLength")):
            return "x" * min(int(least), 1000)
        case "integer" | "number" if is_number(least := schema.get("minimum")):
            return least
        case str() as name:
            return _BY_TYPE.get(name)
        case [str() as name, *_]:
            return _BY_TYPE.get(name)
        case _:
            return None
