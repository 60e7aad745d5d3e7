"""Schemas that carry everything they refer to, so that they can be used without the document they came from."""

import re
from dataclasses import dataclass, field
from enum import Enum

from runbook.providers.part import target_of
from runbook.values.canonical import digest_text
from runbook.values.json import Json

_SINGLE = frozenset(
    [
        "additionalProperties",
        "contains",
        "else",
        "if",
        "items",
        "not",
        "propertyNames",
        "then",
        "unevaluatedItems",
        "unevaluatedProperties",
    ]
)
_LISTS = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
_MAPS = frozenset(["properties", "patternProperties", "dependentSchemas"])
_PLAIN = frozenset(
    [
        "const",
        "default",
        "dependentRequired",
        "deprecated",
        "description",
        "enum",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "title",
        "uniqueItems",
        "maxContains",
        "minContains",
    ]
)
JSON_TYPES = frozenset(["null", "boolean", "integer", "number", "string", "array", "object"])
_PLAIN_NAME = re.compile(r"[A-Za-z0-9._-]+\Z")


class Direction(Enum):
    """Which way a value travels. The marker names the properties that do not travel that way."""

    REQUEST = "readOnly"
    RESPONSE = "writeOnly"


@dataclass(frozen=True, slots=True)
class _Definition:
    """A schema with its references rewritten, and the definitions these lead to."""

    schema: Json
    reaches: tuple[str, ...]


@dataclass(slots=True)
class Schemas:
    """Cuts schemas out of the merged document `root`, in the JSON Schema 2020-12 that OpenAPI 3.1 means.

    What a schema refers to is put under its `$defs`; each definition is rewritten once and shared.
    `loose_refs`: whether members beside a `$ref` count (they do not in OpenAPI 3.0, `nullable` excepted).
    """

    root: Json
    direction: Direction
    loose_refs: bool = True
    _definitions: dict[str, _Definition] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def contained(self, schema: Json) -> Json:
        """`schema`, which may hold references into `root`, as one that needs nothing else."""
        reached: list[str] = []
        own = self._rewritten(schema, reached)
        if not reached or not isinstance(own, dict):
            return own
        definitions: dict[str, Json] = {}
        while reached:
            name = reached.pop()
            if name not in definitions:
                definition = self._definitions[name]
                definitions[name] = definition.schema
                reached.extend(definition.reaches)
        return {**own, "$defs": dict(sorted(definitions.items()))}

    def definition(self, reference: str) -> Json:
        """What `#/$defs/...` of a contained schema leads to."""
        return self._definitions[reference.removeprefix("#/$defs/")].schema

    def _rewritten(self, schema: Json, reached: list[str]) -> Json:
        """`schema` without dialect and documentation; the names it refers to are added to `reached`."""
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) else {}
        new: dict[str, Json] = {}
        if isinstance(schema.get("$ref"), str):
            self._refer(str(schema["$ref"]), new, reached)
            if not self.loose_refs:
                return _nullable(new) if schema.get("nullable") is True else new
        for key, value in schema.items():
            self._keep(key, value, new, reached)
        _tidy(schema, new, self.direction)
        return _nullable(new) if schema.get("nullable") is True else new

    def _keep(self, key: str, value: Json, new: dict[str, Json], reached: list[str]) -> None:
        """Copy one keyword that JSON Schema knows."""
        if key in _PLAIN:
            new[key] = value
        elif key in _MAPS and isinstance(value, dict):
            new[key] = {name: self._rewritten(member, reached) for name, member in value.items()}
        elif (key in _LISTS or key == "items") and isinstance(value, list):
            target = "prefixItems" if key == "items" else key
            if value:
                new[target] = [self._rewritten(member, reached) for member in value]
        elif key in _SINGLE:
            new[key] = self._rewritten(value, reached)

    def _refer(self, reference: str, new: dict[str, Json], reached: list[str]) -> None:
        """Make `new` refer to the definition of `reference`; one that leads nowhere says nothing."""
        name = self._names.get(reference)
        if name is None:
            target = target_of(self.root, reference)
            if target is None:
                return
            name = self._names[reference] = _definition_name(reference)
            if name not in self._definitions:
                self._define(name, target[1])
        new["$ref"] = f"#/$defs/{name}"
        reached.append(name)

    def _define(self, name: str, schema: Json) -> None:
        self._definitions[name] = _Definition({}, ())  # stands in while the schema refers to itself
        reaches: list[str] = []
        rewritten = self._rewritten(schema, reaches)
        self._definitions[name] = _Definition(rewritten, tuple(dict.fromkeys(reaches)))


def _definition_name(reference: str) -> str:
    """A name that is unique for a reference: the component's own where it has one that needs no escaping."""
    name = reference.removeprefix("#/components/schemas/")
    if _PLAIN_NAME.match(name):
        return name
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") + "_" + digest_text(reference)[-8:]


def _tidy(schema: dict[str, Json], new: dict[str, Json], direction: Direction) -> None:
    """Keywords that need judgement: types, patterns, the boolean limits of 3.0, one-way properties."""
    types = schema.get("type")
    named = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    known: list[Json] = [name for name in named if name in JSON_TYPES]
    if known and len(known) == len(named):
        new["type"] = known[0] if len(known) == 1 else known
    pattern = schema.get("pattern")
    if isinstance(pattern, str) and is_pattern(pattern):
        new["pattern"] = pattern
    required = schema.get("required")
    if isinstance(required, list):
        properties = schema.get("properties")
        new["required"] = [name for name in required if not _is_absent(properties, name, direction)]
    for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(new.get(exclusive), bool) and new.pop(exclusive) and limit in new:
            new[exclusive] = new.pop(limit)


def _is_absent(properties: Json, name: Json, direction: Direction) -> bool:
    """Whether a property does not travel in this direction."""
    member = properties.get(name) if isinstance(properties, dict) and isinstance(name, str) else None
    return isinstance(member, dict) and member.get(direction.value) is True


def is_pattern(text: str) -> bool:
    """Whether a regular expression of JavaScript can be used as one of Python."""
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _nullable(schema: dict[str, Json]) -> dict[str, Json]:
    """The schema with null allowed, as `nullable: true` of OpenAPI 3.0 means."""
    types, values = schema.get("type"), schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema = {**schema, "enum": [*values, None]}
    if isinstance(types, str):
        return {**schema, "type": [types, "null"] if types != "null" else types}
    if isinstance(types, list):
        return {**schema, "type": [*types, "null"] if "null" not in types else types}
    notes: dict[str, Json] = {key: schema[key] for key in ("title", "description", "default") if key in schema}
    return {**notes, "anyOf": [schema, {"type": "null"}]} if schema else schema
