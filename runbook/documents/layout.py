"""Where every value of a document stands, packed: one row of numbers per value, in the order of the text."""

from array import array

from runbook.documents.node import Place
from runbook.values.json import Pointer


class Layout:
    """The places of a document while it is read, and afterwards by pointer.

    A row is followed by the rows of its children. Looking up a child indexes all its siblings, once.
    """

    def __init__(self) -> None:
        self.starts = array("i")
        self.ends = array("i")
        self.key_starts = array("i")
        self.key_ends = array("i")
        self.keys: list[str | None] = []
        self._sizes = array("i")
        self._targets: dict[int, int] = {}
        self._rows: dict[Pointer, int] = {(): 0}
        self._indexed: set[Pointer] = set()

    def add(self, start: int, end: int, key: str | None, key_start: int, key_end: int) -> int:
        """A new row; its number."""
        self.starts.append(start)
        self.ends.append(end)
        self.key_starts.append(key_start)
        self.key_ends.append(key_end)
        self.keys.append(key)
        self._sizes.append(1)
        return len(self.keys) - 1

    def close(self, row: int, end: int) -> None:
        """The container of `row` ends here, and so do the rows of its children."""
        self.ends[row] = end
        self._sizes[row] = len(self.keys) - row

    def size(self, row: int) -> int:
        """How many rows the value has, its own included."""
        return self._sizes[row]

    def repeat(self, row: int, target: int) -> None:
        """`row` is an alias: its children stand where those of `target` stand."""
        self._targets[row] = target

    def get(self, pointer: Pointer) -> Place | None:
        """The place of the value at `pointer`."""
        row = self._find(pointer)
        if row is None:
            return None
        return Place(self.starts[row], self.ends[row], self.key_starts[row], self.key_ends[row])

    def child(self, parent: int, key: str) -> int | None:
        """The first child under `key` of a mapping that may still be open."""
        row, end = parent + 1, len(self.keys)
        while row < end:
            if self.keys[row] == key:
                return row
            row += self._sizes[row]
        return None

    def _find(self, pointer: Pointer) -> int | None:
        known = self._rows.get(pointer)
        if known is not None or not pointer:
            return known
        depth = next(depth for depth in range(len(pointer) - 1, -1, -1) if pointer[:depth] in self._rows)
        for length in range(depth, len(pointer)):
            parent = self._rows.get(pointer[:length])
            if parent is None:
                return None
            self._index(pointer[:length], self._targets.get(parent, parent))
        return self._rows.get(pointer)

    def _index(self, pointer: Pointer, parent: int) -> None:
        if pointer in self._indexed:
            return
        self._indexed.add(pointer)
        row, end, position = parent + 1, parent + self._sizes[parent], 0
        while row < end:
            key = self.keys[row]
            self._rows.setdefault((*pointer, position if key is None else key), row)
            row += self._sizes[row]
            position += 1
