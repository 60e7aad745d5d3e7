"""What is wrong with a JSON text, and where; slow and exact, for texts that were refused."""

import json
import re
from typing import TYPE_CHECKING

from runbook.deferred import deferred, pattern
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.documents.faults import Faults
from runbook.documents.limits import Limits
from runbook.documents.open_value import LONGEST_WORD
from runbook.values.numbers import NumberError, read_number

if TYPE_CHECKING:
    import unicodedata
else:
    unicodedata = deferred("unicodedata")

_TOKEN = pattern(
    r'(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")(?P<key>\s*:)?|(?P<open>[{\[])|(?P<close>[}\]])'
    r"|(?P<number>-?(?:Infinity|NaN|[0-9][0-9.eE+-]*))",
    re.DOTALL,
)
_ESCAPE = pattern(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_COMPLAINTS = (
    ("Expecting property name", "a key in double quotes is missing here", "quote the key; leave out a last comma"),
    ("Illegal trailing comma", "a comma cannot stand before the end", "delete the comma"),
    ("Expecting value", "a value is missing here", "text goes in double quotes; leave out a last comma"),
    ("Expecting ':'", "':' is missing here", "write ':' between key and value"),
    ("Expecting ','", "',' or the end is missing here", "separate members and elements by commas, close what is open"),
    ("Unterminated string", "this quote is never closed", "add the closing quote"),
    ("Invalid control character", "a line break or tab cannot stand in a string", "write it as \\n or \\t"),
    ("Invalid", "this escape is unknown", "write \\\\ for a backslash"),
    ("Extra data", "something stands after the end of the document", "keep one document in a file"),
)


def explain_json(source: Source, problem: str, at: int) -> Diagnostic:
    """The words of the `json` module as a finding."""
    if not source.text.strip():
        return Diagnostic("empty-file", "the file is empty", Span(source, 0, 0), help="write a document into it")
    span = Span(source, at, min(at + 1, len(source.text)))
    for start, message, help in _COMPLAINTS:
        if problem.startswith(start):
            return Diagnostic("json-syntax", message, span, help=help)
    return Diagnostic("json-syntax", "this is not JSON", span)


def first_fault(source: Source, limits: Limits) -> Diagnostic | None:
    """The first thing that is refused although the text is JSON."""
    finder = _Finder(source, limits)
    for match in _TOKEN.finditer(source.text):
        finder.look_at(match)
        if finder.faults.found:
            return finder.faults.found[0]
    return None


class _Finder:
    """Walks over the tokens of a text."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.faults = Faults(source)
        self._limits = limits
        self._seen: list[dict[str, Span]] = []

    def look_at(self, token: re.Match[str]) -> None:
        """Notes what is wrong with one token."""
        match token.lastgroup:
            case "open":
                self._open(token.start())
            case "close":
                self._seen.pop()
            case "number":
                self._number(token.group(), self.faults.span(token.start(), token.end()))
            case _:
                self._string(token)

    def _open(self, at: int) -> None:
        self._seen.append({})
        if len(self._seen) > self._limits.depth:
            self.faults.too_deep(self._limits.depth, self.faults.span(at, at + 1))

    def _number(self, text: str, span: Span) -> None:
        if text.endswith(("y", "N")):
            self.faults.not_a_number("JSON has no infinity and no NaN", span)
            return
        try:
            read_number(text)
        except NumberError as error:
            self.faults.not_a_number(str(error), span)

    def _string(self, token: re.Match[str]) -> None:
        span = self.faults.span(token.start("string"), token.end("string"))
        text = token.group("string")
        if len(text) > self._limits.scalar and len(json.loads(text, strict=False)) > self._limits.scalar:
            self.faults.too_long(len(text), self._limits.scalar, span)
        half = _half_character(text)
        if half is not None:
            self.faults.lone_surrogate(self.faults.span(span.start + half, span.start + half + 6))
        elif token.group("key") is not None:
            self._key(json.loads(text) if "\\" in text else text[1:-1], span)

    def _key(self, key: str, span: Span) -> None:
        normal = key if key.isascii() or len(key) > LONGEST_WORD else unicodedata.normalize("NFC", key)
        first = self._seen[-1].setdefault(normal, span)
        if first is not span:
            self.faults.duplicate_key(key, span, first)


def _half_character(text: str) -> int | None:
    """Where an escape stands for one half of a surrogate pair without the other."""
    high_end = -1
    for match in _ESCAPE.finditer(text):
        code = int(match.group(1) or "0", 16)
        if 0xDC00 <= code <= 0xDFFF and high_end == match.start():
            high_end = -1
            continue
        if high_end >= 0:
            return high_end - 6
        if 0xDC00 <= code <= 0xDFFF:
            return match.start()
        high_end = match.end() if 0xD800 <= code <= 0xDBFF else -1
    return None if high_end < 0 else high_end - 6
