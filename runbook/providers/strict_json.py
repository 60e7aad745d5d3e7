"""JSON as RFC 8259 means it: no NaN, no key twice, limits before anything is built (THREATS 3.4, R17)."""

import json
import re
from typing import NoReturn

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.values.json import Json
from runbook.values.json_codec import write_json
from runbook.values.numbers import Number, NumberError, read_number

DEEPEST = 64
MOST_PARTS = 400_000
"""Members and elements: an answer of 8 MiB has fewer, unless it was made to cost memory and time."""

_BRACKETS = pattern(r'"(?:[^"\\]++|\\.)*+"|[\[\]{}]', re.DOTALL)


@frozen
class StrictJsonError(Exception):
    """Text that is not JSON. `reason`: one sentence without the text."""

    reason: str


def parse_json(text: str) -> Json:
    """The value that `text` says. Errors: StrictJsonError; never RecursionError."""
    if text.count(",") + text.count("[") + text.count("{") > MOST_PARTS:
        raise StrictJsonError(f"it has more than {MOST_PARTS:,} parts")
    _check_depth(text)
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise StrictJsonError(f"{error.msg.lower()} at character {error.pos + 1}") from None
    if "\\ud" in text.lower():
        _check_surrogates(value)
    return value


def _check_surrogates(value: Json) -> None:
    """Half a character can be escaped in JSON and cannot be stored or sent by anyone."""
    try:
        write_json(value, ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise StrictJsonError("a text holds half a character") from None


def _check_depth(text: str) -> None:
    depth = 0
    for match in _BRACKETS.finditer(text):
        token = match.group()
        if token in "[{":
            depth += 1
            if depth > DEEPEST:
                raise StrictJsonError(f"nested deeper than {DEEPEST} levels at character {match.start() + 1}")
        elif token in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise StrictJsonError("a mapping has the same key twice")
    return found


def _number(digits: str) -> Number:
    try:
        return read_number(digits)
    except NumberError as error:
        raise StrictJsonError(f"{error} is not read") from None


def _constant(name: str) -> NoReturn:
    raise StrictJsonError(f"{name} is not JSON")
