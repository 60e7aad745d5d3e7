"""Text that may be known only in part: joining it, and applying an encoding to what is known."""

from collections.abc import Callable, Iterable

from runbook.providers.request import Text
from runbook.values.unknown import PartialText, Unknown


def joined(parts: Iterable[Text]) -> Text:
    """The parts as one text; a plain string when all of it is known."""
    flat: list[str | Unknown] = []
    for part in parts:
        for piece in part.parts if isinstance(part, PartialText) else (part,):
            if isinstance(piece, str) and flat and isinstance(flat[-1], str):
                flat[-1] += piece
            elif piece != "":
                flat.append(piece)
    if not flat:
        return ""
    if len(flat) == 1:
        return flat[0]
    return PartialText(tuple(flat))


def separated(parts: Iterable[Text], separator: str) -> Text:
    """The parts as one text with `separator` between them."""
    pieces: list[Text] = []
    for part in parts:
        pieces += [separator, part] if pieces else [part]
    return joined(pieces)


def encoded(text: Text, encode: Callable[[str], str]) -> Text:
    """The text with its known parts encoded."""
    match text:
        case str():
            return encode(text)
        case PartialText():
            return PartialText(tuple(encode(part) if isinstance(part, str) else part for part in text.parts))
        case Unknown():
            return text


def known_parts(text: Text) -> tuple[str, ...]:
    """The parts of a text that are known."""
    match text:
        case str():
            return (text,)
        case PartialText():
            return tuple(part for part in text.parts if isinstance(part, str))
        case Unknown():
            return ()
