"""Where the values of a JSON text stand, found on demand: siblings are skipped at C speed."""

import json

from runbook.deferred import pattern
from runbook.documents.node import Place
from runbook.values.json import Pointer

_SPACE = pattern(r"[ \t\r\n]*")


class JsonPlaces:
    """The places of a text that is known to be JSON. Looking into a container reads it once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[Pointer, Place] = {}
        self._read: set[Pointer] = set()
        self._scan = json.JSONDecoder().raw_decode

    def get(self, pointer: Pointer) -> Place | None:
        """The place of the value at `pointer`."""
        if not self._places:
            start = self._skip(0)
            self._places[()] = Place(start, self._end(start))
        for length in range(len(pointer)):
            parent = pointer[:length]
            if parent not in self._read and parent in self._places:
                self._read.add(parent)
                self._look_into(parent, self._places[parent].start)
        return self._places.get(pointer)

    def _look_into(self, parent: Pointer, start: int) -> None:
        if self._text[start] == "{":
            self._members(parent, self._skip(start + 1))
        elif self._text[start] == "[":
            self._elements(parent, self._skip(start + 1))

    def _members(self, parent: Pointer, at: int) -> None:
        while self._text[at] != "}":
            key, key_end = self._scan(self._text, at)
            start = self._skip(self._skip(key_end) + 1)
            end = self._end(start)
            self._places[(*parent, key)] = Place(start, end, at, key_end)
            at = self._next(end)

    def _elements(self, parent: Pointer, at: int) -> None:
        index = 0
        while self._text[at] != "]":
            end = self._end(at)
            self._places[(*parent, index)] = Place(at, end)
            at = self._next(end)
            index += 1

    def _end(self, start: int) -> int:
        return self._scan(self._text, start)[1]

    def _next(self, end: int) -> int:
        """Where the next sibling, or the closing bracket, begins."""
        at = self._skip(end)
        return self._skip(at + 1) if self._text[at] == "," else at

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at
