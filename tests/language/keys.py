"""The keys that a playbook may have today, for generators that are older than some of them."""

import json
from functools import cache

from runbook.documents.bundled import bundled
from runbook.values.json import Json


@cache
def language() -> frozenset[str]:
    """Every key of the schema, wherever it stands."""
    return frozenset(_keys(json.loads(bundled("playbook.schema.json").text)))


def _keys(schema: Json) -> set[str]:
    if isinstance(schema, list):
        return {key for element in schema for key in _keys(element)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    return {*(own if isinstance(own, dict) else ()), *(key for value in schema.values() for key in _keys(value))}
