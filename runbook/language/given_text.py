"""Text from a command line or a table cell -> the value that its declared type means."""

import re
from typing import TYPE_CHECKING

from runbook.deferred import deferred, pattern
from runbook.diagnostics.source import Source
from runbook.values.json import Json
from runbook.values.numbers import NumberError, is_whole, read_number
from runbook.values.shape import ANY, Kind, Shape

if TYPE_CHECKING:
    from runbook.documents import json_text
else:
    json_text = deferred("runbook.documents.json_text")

_NUMBER = pattern(r"-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?(?:[eE][-+]?[0-9]{1,9})?", re.ASCII)
_CONTAINERS = {"[": Kind.ARRAY, "{": Kind.OBJECT}
_BOOLEANS = {"true": True, "false": False}


class GivenTextError(Exception):
    """A text is no value of the declared type. `expected`: what would be. Neither holds the text itself."""

    def __init__(self, message: str, expected: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected


def value_of(text: str, shape: Shape) -> Json:
    """The value that `text` means where `shape` is declared; text stays text wherever text will do.

    Errors: GivenTextError.
    """
    if shape.may_be(Kind.STRING):
        return text
    if shape.may_be(Kind.NULL) and text == "null":
        return None
    opening = text.lstrip()[:1]
    if shape.may_be(_CONTAINERS.get(opening, Kind.STRING)):
        return _json(text)
    return _listed(text, shape.items or ANY) if shape.may_be(Kind.ARRAY) else _scalar(text, shape)


def _listed(text: str, items: Shape) -> list[Json]:
    """`a,b`; the empty text is the empty list."""
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if "" in parts:
        raise GivenTextError(
            "an element of the list is empty", 'elements separated by commas, or JSON such as ["a", "b"]'
        )
    return [value_of(part, items) for part in parts]


def _json(text: str) -> Json:
    document, found = json_text.load_json(Source("the value", text))
    if document is None:
        raise GivenTextError(found[0].message if found else "this is no JSON", 'JSON such as ["a", "b"]')
    return document.data


def _scalar(text: str, shape: Shape) -> Json:
    if shape.may_be(Kind.BOOLEAN) and text in _BOOLEANS:
        return _BOOLEANS[text]
    if shape.may_be(Kind.INTEGER, Kind.NUMBER) and _NUMBER.fullmatch(text):
        return _number(text, shape)
    raise GivenTextError("the text is no value of the declared type", _expected(shape))


def _number(text: str, shape: Shape) -> Json:
    """A number as it was written; 1.0 is a whole number too."""
    try:
        number = read_number(text)
    except NumberError as error:
        raise GivenTextError(f"{error} is not a number here", "a shorter number") from None
    if not is_whole(number) and not shape.may_be(Kind.NUMBER):
        raise GivenTextError("the text is no value of the declared type", _expected(shape))
    return number


def _expected(shape: Shape) -> str:
    wanted = [
        words
        for kind, words in (
            (Kind.BOOLEAN, "true or false"),
            (Kind.INTEGER, "a whole number such as 12"),
            (Kind.NUMBER, "a number such as 1.5"),
            (Kind.ARRAY, 'a list such as a,b or ["a", "b"]'),
            (Kind.OBJECT, 'JSON such as {"a": 1}'),
            (Kind.NULL, "null"),
        )
        if shape.may_be(kind)
    ]
    return " or ".join(wanted)
