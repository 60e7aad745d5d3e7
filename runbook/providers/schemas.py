"""Schemas that carry everything they refer to, so that they can be used without the document they came from."""

import re
from collections.abc import Iterator

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.providers.contract import KEY
from runbook.providers.dialect import Direction, nullable, tidy
from runbook.providers.targets import target_of
from runbook.values.canonical import digest_text
from runbook.values.json import Json

_SINGLE = frozenset({"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"}) | {
    "unevaluatedItems",
    "unevaluatedProperties",
}
_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas"})
_LIMITS = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}) | {
    *("minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains"),
    *("minProperties", "maxProperties"),
}
_PLAIN = _LIMITS | {"const", "enum", "default", "dependentRequired", "deprecated", "description", "format", "title"}
"""Keywords that are copied as they are."""

_IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
"""Keywords whose schemas are about the same value, not about a part of it."""

SECRET_FORMAT = "password"
"""How a member of an answer is marked as a secret, in OpenAPI's words; `x-runbook: { secret: true }` means the same."""

_PLAIN_NAME = pattern(r"[A-Za-z0-9._-]+\Z")


@frozen
class _Definition:
    """A schema with its references rewritten, and the definitions these lead to."""

    schema: Json
    reaches: tuple[str, ...]


class Schemas:
    """Cuts schemas out of the merged document `root`, in the JSON Schema 2020-12 that OpenAPI 3.1 means.

    What a schema refers to is put under its `$defs`; each definition is rewritten once and shared.
    """

    def __init__(self, root: Json, direction: Direction, *, loose_refs: bool = True) -> None:
        """`loose_refs`: whether members beside a `$ref` count (not in OpenAPI 3.0, `nullable` excepted)."""
        self._root = root
        self._direction = direction
        self._loose_refs = loose_refs
        self._names: dict[str, str | None] = {}
        self._targets: dict[str, Json] = {}
        self._definitions: dict[str, _Definition] = {}
        self._endless: dict[str, bool] = {}

    def contained(self, schema: Json) -> Json:
        """`schema`, which may hold references into `root`, as one that needs nothing else."""
        reached: list[str] = []
        own = self._rewritten(schema, reached)
        if not isinstance(own, dict) or not reached:
            return own
        names = self._closure(reached)
        return {**own, "$defs": {name: self._checkable(name) for name in names}}

    def definition(self, reference: str) -> Json:
        """What `#/$defs/...` of a contained schema leads to."""
        return self._definition(reference.removeprefix("#/$defs/")).schema

    def _closure(self, names: list[str]) -> list[str]:
        """Every definition that these lead to, themselves included, in the order of the alphabet."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self._definition(name).reaches)
        return sorted(found)

    def _definition(self, name: str) -> _Definition:
        if name not in self._definitions:
            reaches: list[str] = []
            schema = self._rewritten(self._targets[name], reaches)
            self._definitions[name] = _Definition(schema, tuple(dict.fromkeys(reaches)))
        return self._definitions[name]

    def _checkable(self, name: str) -> Json:
        """The definition; one that would never come to an end allows anything."""
        if name not in self._endless:
            self._endless[name] = self._is_endless(name)
        return True if self._endless[name] else self._definition(name).schema

    def _is_endless(self, name: str) -> bool:
        """Whether checking a value by this definition would come back to it with the same value, for ever."""
        found: set[str] = set()
        waiting = list(_in_place(self._definition(name).schema))
        while waiting:
            other = waiting.pop()
            if other not in found:
                found.add(other)
                waiting.extend(_in_place(self._definition(other).schema))
        return name in found

    def _rewritten(self, schema: Json, reached: list[str]) -> Json:
        """`schema` without dialect and examples; the names it refers to are added to `reached`."""
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) else {}
        new: dict[str, Json] = {}
        reference = schema.get("$ref")
        if isinstance(reference, str) and (name := self._name(reference)) is not None:
            new["$ref"] = f"#/$defs/{name}"
            reached.append(name)
        if self._direction is Direction.RESPONSE and is_marked_secret(schema):
            new["format"] = SECRET_FORMAT
        if not isinstance(reference, str) or self._loose_refs:
            for key, value in schema.items():
                self._keep(key, value, new, reached)
            tidy(schema, new, self._direction)
        return nullable(new) if schema.get("nullable") is True else new

    def _keep(self, key: str, value: Json, new: dict[str, Json], reached: list[str]) -> None:
        """Copy one keyword that JSON Schema knows."""
        if key in _PLAIN:
            new[key] = value
        elif key in _MAPS and isinstance(value, dict):
            new[key] = {name: self._rewritten(member, reached) for name, member in value.items()}
        elif (key in _LISTS or key == "items") and isinstance(value, list):
            if value:
                new["prefixItems" if key == "items" else key] = [self._rewritten(member, reached) for member in value]
        elif key in _SINGLE:
            new[key] = self._rewritten(value, reached)

    def _name(self, reference: str) -> str | None:
        """The definition that a reference leads to; None when it leads nowhere, which allows anything."""
        if reference not in self._names:
            target = target_of(self._root, reference)
            name = None if target is None else _definition_name(reference)
            self._names[reference] = name
            if target is not None and name is not None:
                self._targets[name] = target[1]
        return self._names[reference]


def is_marked_secret(schema: dict[str, Json]) -> bool:
    """Return True if a contract marks what fits this schema as a secret."""
    said = schema.get(KEY)
    return schema.get("format") == SECRET_FORMAT or (isinstance(said, dict) and said.get("secret") is True)


def _in_place(schema: Json) -> Iterator[str]:
    """The definitions that a schema applies to the very value it is applied to."""
    if not isinstance(schema, dict):
        return
    if isinstance(reference := schema.get("$ref"), str):
        yield reference.removeprefix("#/$defs/")
    for key in _IN_PLACE:
        below = schema.get(key)
        for part in below if isinstance(below, list) else [below]:
            yield from _in_place(part)


def _definition_name(reference: str) -> str:
    """A name that is unique for a reference: the component's own where it has one that needs no escaping."""
    name = reference.removeprefix("#/components/schemas/")
    if _PLAIN_NAME.match(name):
        return name
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") + "_" + digest_text(reference)[-8:]
