"""Containers and anchors while a YAML text is read."""

from typing import TYPE_CHECKING, TypeAlias

from runbook.deferred import deferred
from runbook.frozen import frozen
from runbook.values.json import Json

if TYPE_CHECKING:
    import unicodedata
else:
    unicodedata = deferred("unicodedata")

Container: TypeAlias = "list[Json] | dict[str, Json]"

LONGEST_WORD = 200
"""Longer keys are compared as they are: normalising takes quadratic time."""


class Open:
    """A container that is still open. `key`: the key that waits for its value; `height`: levels below it.

    `nodes`, `characters`: how much had been read before it; `words`: non-ASCII keys by their normal form.
    """

    __slots__ = (
        "anchor",
        "characters",
        "container",
        "end",
        "height",
        "key",
        "key_end",
        "key_start",
        "nodes",
        "row",
        "words",
    )

    def __init__(self, container: Container, row: int, anchor: str | None, nodes: int, characters: int) -> None:
        self.container = container
        self.row = row
        self.anchor = anchor
        self.nodes = nodes
        self.characters = characters
        self.key: str | None = None
        self.key_start = self.key_end = -1
        self.end = self.height = 0
        self.words: dict[str, str] = {}

    def same_key(self, key: str) -> str | None:
        """The key of this mapping that reads like `key`: equal, or equal in Unicode's normal form."""
        if key in self.container:
            return key
        if key.isascii() or len(key) > LONGEST_WORD:
            return None
        first = self.words.setdefault(unicodedata.normalize("NFC", key), key)
        return first if first != key else None


@frozen
class Named:
    """A value with an anchor. `nodes`, `characters`: what it holds with all aliases written out."""

    value: Json
    row: int
    height: int
    nodes: int
    characters: int
