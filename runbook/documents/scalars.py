"""From an offset inside a scalar's value to the place in the text where it was written."""

from runbook.diagnostics.source import Span
from runbook.documents.node import Node
from runbook.documents.written import Written, read_written


def span_within(node: Node, start: int, end: int) -> Span:
    """Where the characters `start` to `end` of a text value stand; the whole scalar when that is not exactly known."""
    whole = node.span
    value = node.data
    if not isinstance(value, str) or not 0 <= start <= end <= len(value):
        return whole
    raw = whole.source.text[whole.start : whole.end]
    direct = _direct(raw, value)
    if direct >= 0:
        return Span(whole.source, whole.start + direct + start, whole.start + direct + end)
    written = read_written(raw, value)
    if written is None:
        return whole
    first, last = _extent(written, start, end, len(raw))
    return Span(whole.source, whole.start + first, whole.start + last)


def _direct(raw: str, value: str) -> int:
    """Where the value stands letter by letter inside its quotes or alone; -1 when it was written otherwise."""
    if raw == value:
        return 0
    return 1 if len(raw) == len(value) + 2 and raw[0] in "\"'" and raw[1:-1] == value else -1


def _extent(written: Written, start: int, end: int, length: int) -> tuple[int, int]:
    if start < end:
        return written[start][1], written[end - 1][2]
    at = written[start][1] if start < len(written) else written[-1][2] if written else length
    return at, at
