"""A loaded document: plain data, and where each part of it stands in the text."""

from collections.abc import Iterator
from typing import Protocol

from runbook.diagnostics.source import Source, Span
from runbook.frozen import frozen
from runbook.values.json import Json, Pointer


@frozen
class Place:
    """Where a value stands, and its key when it is the value of a mapping; character offsets."""

    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


class Places(Protocol):
    """Knows where values stand; a plain dict of places is one."""

    def get(self, pointer: Pointer, /) -> Place | None:
        """The place of the value at `pointer`, if there is such a value."""


class Document:
    """A source, its data, and the place of every value in it."""

    def __init__(self, source: Source, data: Json, places: Places) -> None:
        self.source = source
        self.data = data
        self._places = places

    @property
    def root(self) -> "Node":
        """The whole document."""
        return Node(self, (), self.data)

    def place(self, pointer: Pointer) -> Place:
        """Where the value at `pointer` stands; the nearest parent's place where it has none."""
        place = self._places.get(pointer)
        while place is None and pointer:
            pointer = pointer[:-1]
            place = self._places.get(pointer)
        return place or Place(0, len(self.source.text))


@frozen
class Node:
    """A cursor: one value of a document that knows its place."""

    document: Document
    pointer: Pointer
    data: Json

    @property
    def span(self) -> Span:
        """Where the value stands."""
        place = self.document.place(self.pointer)
        return Span(self.document.source, place.start, place.end)

    @property
    def key_span(self) -> Span:
        """Where its key stands; the value's own place when it has no key."""
        place = self.document.place(self.pointer)
        if place.key_start < 0:
            return self.span
        return Span(self.document.source, place.key_start, place.key_end)

    def child(self, key: str) -> "Node | None":
        """The value under `key` when this is a mapping that has it."""
        if isinstance(self.data, dict) and key in self.data:
            return Node(self.document, (*self.pointer, key), self.data[key])
        return None

    def members(self) -> "Iterator[tuple[str, Node]]":
        """The members of a mapping in the order of the text; none for anything else."""
        if isinstance(self.data, dict):
            for key, value in self.data.items():
                yield key, Node(self.document, (*self.pointer, key), value)

    def elements(self) -> "Iterator[Node]":
        """The elements of a list; none for anything else."""
        if isinstance(self.data, list):
            for index, value in enumerate(self.data):
                yield Node(self.document, (*self.pointer, index), value)
