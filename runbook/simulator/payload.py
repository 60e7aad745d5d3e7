"""The body of a request, read more strictly than any provider would."""

import json
from urllib.parse import parse_qsl

from runbook.simulator.exchange import Received
from runbook.values.json import Json
from runbook.values.numbers import read_number

_FORM = "application/x-www-form-urlencoded"


class PayloadError(ValueError):
    """A body that cannot be read; its text says why."""


def media_type_of(received: Received) -> str:
    """The media type of `content-type`, without parameters; empty when there is none."""
    return (received.header("content-type") or "").partition(";")[0].strip().lower()


def read_payload(received: Received, media_type: str) -> Json:
    """The body as JSON. Errors: PayloadError for another media type, bad UTF-8, bad JSON, duplicate keys."""
    given = media_type_of(received)
    if given != media_type:
        raise PayloadError(f"content-type is {given or 'missing'}, the contract says {media_type}")
    try:
        text = received.body.decode("utf-8")
    except UnicodeDecodeError:
        raise PayloadError("body is not UTF-8") from None
    if media_type == _FORM:
        return _form(text)
    return _json(text)


def _form(text: str) -> Json:
    pairs = parse_qsl(text, keep_blank_values=True)
    if len({name for name, _ in pairs}) < len(pairs):
        raise PayloadError("body has a member twice")
    return dict(pairs)


def _json(text: str) -> Json:
    try:
        value: Json = json.loads(
            text, object_pairs_hook=_no_duplicates, parse_float=read_number, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise PayloadError(f"body is not strict JSON: {error}") from None
    return value


def _no_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise PayloadError("a member stands twice")
    return members


def _no_constant(name: str) -> Json:
    raise PayloadError(f"{name} is no JSON")
