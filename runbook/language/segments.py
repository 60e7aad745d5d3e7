"""Text with `{{ expressions }}` -> its segments, by the rules of Jinja's lexer but without loading it."""

import re

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.language.refusals import ExpressionError

_OPENING = pattern(r"\{[{%#]")
_INSIDE = pattern(r"""'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|[-+]?\}\}|[\[\](){}'"]""", re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_LITERALLY = "to write it literally: {{ '%s' }}"


@frozen
class Segment:
    """A piece of a text: words, or an expression without its braces. `start`: its offset in the text."""

    text: str
    start: int
    is_expression: bool


def segments(text: str) -> list[Segment]:
    """The pieces of a text in order; errors: ExpressionError for statements, comments and open braces."""
    found: list[Segment] = []
    at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        start = opening.start()
        _check_opening(text, start)
        if start > at:
            found.append(Segment(text[at:start], at, is_expression=False))
        end = _closing(text, start)
        found.append(_trimmed(text, start + 2, end))
        at = end + 2
    if at < len(text):
        found.append(Segment(text[at:], at, is_expression=False))
    return found


def _check_opening(text: str, start: int) -> None:
    opening = text[start : start + 2]
    if opening != "{{":
        what = "statements" if opening == "{%" else "comments"
        message = f"{what} ({opening}) are not part of the language"
        raise ExpressionError("template-not-allowed", message, start, start + 2, _LITERALLY % opening)
    if text[start + 2 : start + 3] in ("-", "+"):
        message = "white space control is not part of the language"
        hint = "put a space after the braces"
        raise ExpressionError("template-not-allowed", message, start, start + 3, hint)


def _closing(text: str, start: int) -> int:
    """Where the braces that end the expression stand."""
    open_brackets: list[str] = []
    at = start + 2
    while (match := _INSIDE.search(text, at)) is not None:
        token, where = match[0], match.start()
        if token.endswith("}}") and token[0] in "}-+":
            if not open_brackets:
                return _plain_end(token, where)
            token = "}" if token[0] == "}" else token
        if token in ("'", '"'):
            raise ExpressionError("template-syntax", "this string is not closed", where, len(text), "")
        if token in _PAIRS.values():
            open_brackets.append(token)
        elif token in _PAIRS and (not open_brackets or open_brackets.pop() != _PAIRS[token]):
            raise ExpressionError("template-syntax", f"unexpected '{token}'", where, where + 1, "")
        at = where + (1 if len(token) == 1 or token[0] in "-+" else len(token))
    raise ExpressionError(
        "template-syntax", "'{{' is not closed", start, start + 2, "write {{ expression }}; " + _LITERALLY % "{{"
    )


def _plain_end(token: str, where: int) -> int:
    if token == "}}":
        return where
    message = "white space control is not part of the language"
    raise ExpressionError("template-not-allowed", message, where, where + 3, "leave the sign out")


def _trimmed(text: str, start: int, end: int) -> Segment:
    inner = text[start:end]
    return Segment(inner.strip(), start + len(inner) - len(inner.lstrip()), is_expression=True)
