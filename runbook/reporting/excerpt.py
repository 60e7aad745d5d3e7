"""One line of a source with a piece of it marked, in terminal columns."""

from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.reporting.escape import visible
from runbook.reporting.width import width
from runbook.values.userinfo import blotted_userinfo

_WIDEST = 118
_BEFORE = 40
_TAB = "    "


@frozen
class Excerpt:
    """A line ready to show. `indent`, `length`: where the mark stands below `text`, in columns; `length` >= 1."""

    number: int
    text: str
    indent: int
    length: int


def excerpt_of(span: Span) -> Excerpt:
    """The first line of the span: tabs and what does not print replaced, cut around the mark when it is long."""
    number = span.line
    raw = blotted_userinfo(span.source.line(number))
    begin = min(span.column - 1, len(raw))
    end = max(begin, min(begin + span.end - span.start, len(raw)))
    if begin == 0 and span.end > span.start:
        begin = len(raw[:end]) - len(raw[:end].lstrip())
    before, marked, after = (_shown(part) for part in (raw[:begin], raw[begin:end], raw[end:]))
    return _cut(number, before, marked, after)


def _shown(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def _cut(number: int, before: str, marked: str, after: str) -> Excerpt:
    """The three parts of a line within the widest line, the mark kept in view."""
    if width(before + marked + after) > _WIDEST:
        if width(before) > _BEFORE:
            before = "…" + before[-_BEFORE:]
        marked = _limited(marked, _WIDEST - width(before))
        after = _limited(after, _WIDEST - width(before) - width(marked))
    return Excerpt(number, before + marked + after, width(before), max(1, width(marked)))


def _limited(text: str, columns: int) -> str:
    """As much of the text as fits, an ellipsis included."""
    if width(text) <= columns:
        return text
    while text and width(text) >= columns:
        text = text[: min(len(text) - 1, columns)]
    return text + "…" if columns > 0 else ""
