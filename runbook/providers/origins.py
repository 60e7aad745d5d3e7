"""Where each part of a document that was put together from several texts was written."""

from runbook.diagnostics.source import Span
from runbook.documents.node import Document, Node
from runbook.values.json import Pointer


class Origins:
    """Pointers of a merged document -> the text and the place in it that they came from."""

    def __init__(self, document: Document) -> None:
        self._main = document
        self._grafts: dict[Pointer, tuple[Document, Pointer]] = {}

    def graft(self, pointer: Pointer, document: Document, source: Pointer) -> None:
        """The value at `pointer` was written in `document` at `source`."""
        self._grafts[pointer] = (document, source)

    def origin(self, pointer: Pointer) -> tuple[Document, Pointer]:
        """The text that holds `pointer`, and the pointer inside it."""
        for length in range(len(pointer), 0, -1) if self._grafts else ():
            found = self._grafts.get(pointer[:length])
            if found is not None:
                document, source = found
                return document, (*source, *pointer[length:])
        return self._main, pointer

    def span(self, pointer: Pointer, *, key: bool = False) -> Span:
        """Where the value at `pointer` stands, or its key."""
        document, source = self.origin(pointer)
        node = Node(document, source, None)
        return node.key_span if key else node.span
