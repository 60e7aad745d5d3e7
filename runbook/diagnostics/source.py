"""Texts that people wrote, and places in them."""

from bisect import bisect_right
from functools import cached_property

from runbook.frozen import frozen
from runbook.values.canonical import digest_text


class Source:
    """A text with the name people know it by: a path, `-`, or the name of a bundled file."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    @cached_property
    def digest(self) -> str:
        """The digest of the text."""
        return digest_text(self.text)

    def line_of(self, offset: int) -> int:
        """The line of a character offset, from 1."""
        return bisect_right(self._line_starts, offset)

    def column_of(self, offset: int) -> int:
        """The column of a character offset, from 1, in code points."""
        return offset - self._line_starts[self.line_of(offset) - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line without its line break; the empty text past the end."""
        starts = self._line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@frozen
class Span:
    """A piece of a source, as character offsets: `start` included, `end` not."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line where it starts, from 1."""
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        """The column where it starts, from 1."""
        return self.source.column_of(self.start)

    @property
    def place(self) -> str:
        """`file:line:column`, as editors and terminals understand it."""
        return f"{self.source.name}:{self.line}:{self.column}"
