"""JSON texts of our own files and answers: exact numbers out and in.

`json` cannot write a decimal. It writes a mark in its place, at its own speed, and the marks are replaced afterwards;
a text that happens to hold the mark shows in their number, and then another mark is tried.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from itertools import count

from runbook.values.json import Json
from runbook.values.numbers import number_text, read_number


def read_json(text: str | bytes) -> Json:
    """The value of a text that we wrote ourselves. Errors: ValueError."""
    value: Json = json.loads(text, parse_float=read_number, parse_constant=_no_constant)
    return value


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")


def write_json(
    value: Json, *, indent: int | None = None, sort_keys: bool = False, compact: bool = False, ascii: bool = True
) -> str:
    """The JSON text of a value, its numbers as they were written. Errors: ValueError or TypeError for what is no JSON.

    `compact`: without white space; `ascii`: other characters are escaped.
    """
    separators = (",", ":") if compact else None
    for attempt in count():
        mark = f"\0number{attempt}"
        numbers: list[str] = []
        text = json.dumps(
            value,
            indent=indent,
            sort_keys=sort_keys,
            separators=separators,
            ensure_ascii=ascii,
            allow_nan=False,
            default=_marking(mark, numbers),
        )
        if not numbers:
            return text
        pieces = text.split(f'"\\u0000number{attempt}"')
        if len(pieces) == len(numbers) + 1:
            return "".join(piece for pair in zip(pieces, [*numbers, ""], strict=True) for piece in pair)
    raise AssertionError("there is always another mark")


def _marking(mark: str, numbers: list[str]) -> Callable[[object], str]:
    def default(found: object) -> str:
        if not isinstance(found, Decimal):
            raise TypeError(f"{type(found).__name__} is not JSON")
        numbers.append(number_text(found))
        return mark

    return default
