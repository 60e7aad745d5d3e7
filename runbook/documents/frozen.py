"""Equality of JSON values: 1 equals 1.0, true does not equal 1."""

from collections.abc import Hashable

from runbook.values.json import Json


def freeze(value: Json) -> Hashable:
    """Two values are equal in JSON if and only if their frozen forms are."""
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, list):
        return ("list", *map(freeze, value))
    if isinstance(value, dict):
        return frozenset((key, freeze(member)) for key, member in value.items())
    return value


def are_unique(values: list[Json]) -> bool:
    """Whether no two of them are equal; linear, where jsonschema takes 14 s for 3,000 objects."""
    seen: set[Hashable] = set()
    for value in values:
        frozen = freeze(value)
        if frozen in seen:
            return False
        seen.add(frozen)
    return True
