"""The data that crosses every border: JSON, and nothing but JSON."""

from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = bool | int | Decimal | str | list["Json"] | dict[str, "Json"] | None
"""Plain JSON. Lists and mappings are never changed after they were built."""

Pointer: TypeAlias = tuple[str | int, ...]
"""A place inside a JSON document, as its keys and indices from the root."""


def pointer_text(pointer: Pointer) -> str:
    """The RFC 6901 text of a pointer: ('a', 0) is `/a/0`; the root is the empty text."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


def parse_pointer(text: str) -> tuple[str, ...]:
    """The keys of RFC 6901 text; indices stay text. Errors: ValueError when it does not start with `/`."""
    if not text:
        return ()
    if not text.startswith("/"):
        raise ValueError("a JSON pointer starts with '/'")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/"))


def at_pointer(document: Json, keys: tuple[str, ...]) -> tuple[bool, Json]:
    """Whether `keys` lead to a place in `document`, and the value there."""
    for key in keys:
        if isinstance(document, dict) and key in document:
            document = document[key]
        elif isinstance(document, list) and _is_index(key) and int(key) < len(document):
            document = document[int(key)]
        else:
            return False, None
    return True, document


def _is_index(key: str) -> bool:
    """Whether it counts elements as RFC 6901 says; nineteen digits are beyond any list."""
    return key.isascii() and key.isdigit() and len(key) < 19 and (key == "0" or key[0] != "0")
