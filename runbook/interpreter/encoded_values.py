"""Values ⇄ JSON without loss: what is unknown or secret becomes a one-key mapping, and data that looks so is wrapped.

`encode_value` of `values.unknown` is for digests and people; this one comes back.
"""

from collections.abc import Mapping

from runbook.values.json import Json
from runbook.values.shape import ANY
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

DATA = "$data"
"""Wraps a mapping of somebody's data whose only key begins with `$`."""


def encode(value: Value) -> Json:
    """JSON that `decode` turns back into the same value; of an unknown value only its origin is kept."""
    match value:
        case Unknown():
            return {"$unknown": value.origin}
        case PartialText():
            return {"$text": [part if isinstance(part, str) else encode(part) for part in value.parts]}
        case SecretName():
            return {"$secret": value.name}
        case list():
            return [encode(element) for element in value]
        case dict():
            members: dict[str, Json] = {key: encode(element) for key, element in value.items()}
            return {DATA: members} if _looks_marked(members) else members
        case _:
            return value


def encode_all(values: Mapping[str, Value]) -> Json:
    """The same for named values."""
    return {name: encode(value) for name, value in values.items()}


def decode(data: Json) -> Value:
    """The value that `encode` was given; errors: ValueError for a mark that no version ever wrote."""
    match data:
        case list():
            return [decode(element) for element in data]
        case dict() if _looks_marked(data):
            return _marked(*next(iter(data.items())))
        case dict():
            return decode_all(data)
        case _:
            return data


def decode_all(data: Mapping[str, Json]) -> dict[str, Value]:
    """The same for named values."""
    return {key: decode(element) for key, element in data.items()}


def _looks_marked(members: Mapping[str, Json]) -> bool:
    return len(members) == 1 and next(iter(members)).startswith("$")


def _marked(mark: str, data: Json) -> Value:
    match mark, data:
        case "$data", dict():
            return decode_all(data)
        case "$secret", str():
            return SecretName(data)
        case "$unknown", str():
            return Unknown(ANY, data)
        case "$text", list():
            return PartialText(tuple(_part(part) for part in data))
        case _:
            raise ValueError(f"no value is written with the mark {mark}")


def _part(data: Json) -> str | Unknown:
    part = decode(data)
    if not isinstance(part, str | Unknown):
        raise ValueError("text is made of text and unknown parts")
    return part
