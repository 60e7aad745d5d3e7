"""Schemas of requests, made stricter than the provider's: members that are not declared are refused."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.values.canonical import canonical_json
from runbook.values.json import Json

if TYPE_CHECKING:
    import jsonschema
    import referencing
else:
    jsonschema = deferred("jsonschema")
    referencing = deferred("referencing")

_SAY_NO_VALUE = frozenset({"required", "unevaluatedProperties", "additionalProperties"})


def closed(schema: Json) -> Json:
    """The schema with every object that lists its members open to no other."""
    if not isinstance(schema, dict):
        return schema
    tight = {**schema}
    properties = tight.get("properties")
    if isinstance(properties, dict):
        tight["properties"] = {name: closed(one) for name, one in properties.items()}
        tight.setdefault("unevaluatedProperties", False)
    if "items" in tight:
        tight["items"] = closed(tight["items"])
    return tight


class SchemaCheck:
    """One schema, compiled once; it fetches nothing."""

    def __init__(self, schema: Json) -> None:
        self._validator = jsonschema.Draft202012Validator(
            schema if isinstance(schema, dict | bool) else True, registry=referencing.Registry()
        )

    def problems(self, value: Json, where: str) -> Iterator[str]:
        """What is wrong with a value, without the value itself; `where`: what to call it."""
        for finding in self._validator.iter_errors(value):
            place = ".".join((where, *(str(part) for part in finding.absolute_path)))
            if finding.validator in _SAY_NO_VALUE:
                yield f"{place}: {finding.message}"
            else:
                yield f"{place}: breaks {finding.validator} {canonical_json(finding.validator_value)}"
