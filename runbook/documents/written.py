"""How the characters of a YAML or JSON scalar were written: escaped, doubled, folded over lines, indented."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from runbook.deferred import pattern

Written: TypeAlias = list[tuple[str, int, int]]
"""Each character of the value, with the offsets between which it was written."""

_PIECE = {
    '"': re.compile(r"\\(?:x\w{2}|u\w{4}|U\w{8}|\r?\n[ \t]*|.)|[ \t]*(?:\r?\n[ \t]*)+|.", re.DOTALL),
    "'": pattern(r"''|[ \t]*(?:\r?\n[ \t]*)+|.", re.DOTALL),
    "": pattern(r"[ \t]*(?:\r?\n[ \t]*)+|.", re.DOTALL),
}
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def read_written(raw: str, value: str) -> Written | None:
    """The characters of `value` with their offsets in `raw`; none when `raw` is not how it was written."""
    opener = raw[:1]
    match opener:
        case "|":
            written = list(_literal(raw, value))
        case ">":
            written = list(_folded(raw, value))
        case '"' | "'":
            written = list(_flow(raw, 1, len(raw) - 1, opener))
        case _:
            written = list(_flow(raw, 0, len(raw), ""))
    return written if "".join(character for character, _, _ in written) == value else None


def _flow(raw: str, at: int, end: int, quote: str) -> Iterator[tuple[str, int, int]]:
    """Plain and quoted scalars: one line break is a space, more are one less."""
    for match in _PIECE[quote].finditer(raw, at, end):
        piece = match.group()
        if quote == '"' and piece[0] == "\\":
            meaning = _unescape(piece[1:])
        elif "\n" in piece:
            meaning = "\n" * (piece.count("\n") - 1) or " "
        else:
            meaning = "'" if piece == "''" and quote == "'" else piece
        for character in meaning:
            yield character, match.start(), match.end()


def _unescape(name: str) -> str:
    if name[0] in "xuU" and len(name) > 1:
        try:
            return chr(int(name[1:], 16))
        except (ValueError, OverflowError):
            return ""
    return "" if "\n" in name else _ESCAPES.get(name, name)


def _lines(raw: str) -> Iterator[tuple[str, int]]:
    """The lines below the header of a block scalar, with their offsets."""
    at = raw.find("\n") + 1
    while at > 0:
        end = raw.find("\n", at)
        yield raw[at : end if end >= 0 else len(raw)].removesuffix("\r"), at
        at = end + 1


def _literal(raw: str, value: str) -> Iterator[tuple[str, int, int]]:
    """Line by line: what is left of each after its indentation."""
    lines = list(_lines(raw))
    for number, line in enumerate(value.split("\n")):
        text, at = lines[number] if number < len(lines) else ("", len(raw))
        if number:
            yield "\n", at, at
        if not text.endswith(line):
            return
        start = at + len(text) - len(line)
        for offset, character in enumerate(line):
            yield character, start + offset, start + offset + 1


def _folded(raw: str, value: str) -> Iterator[tuple[str, int, int]]:
    """Line by line: the words of a line are found in the value after the space or the line breaks that join them."""
    done = 0
    for text, at in _lines(raw):
        words = text.lstrip(" ")
        if not words:
            continue
        joined = _joint(value, done)
        for character in value[done:joined]:
            yield character, at, at
        start = joined + len(value[joined:]) - len(value[joined:].lstrip(" "))
        done = start + len(words)
        first = at + len(text) - len(words) - start
        for index in range(joined, done):
            character = words[index - start] if index >= start else " "
            yield character, first + index, first + index + 1
    for character in value[done:]:
        yield character, len(raw), len(raw)


def _joint(value: str, at: int) -> int:
    """The end of what joins two lines: one space, or line breaks; nothing stands before the first."""
    end = at
    while value.startswith("\n", end):
        end += 1
    return end + 1 if at == end > 0 and value.startswith(" ", at) else end
