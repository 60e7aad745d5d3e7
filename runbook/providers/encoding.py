"""Text as it may stand in a URL or a header."""

from urllib.parse import quote

from runbook.deferred import pattern
from runbook.values.numbers import Number, number_problem

CONTROL = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LONGEST_TEXT = 4_000


def percent_encoded(text: str) -> str:
    """Every byte but letters, digits and `-._~` as %XX. `.` and `..` come out as they are: refuse them first."""
    return quote(text, safe="")


def text_problem(text: str) -> str | None:
    """Why text cannot stand in a URL or header at all; never shows the text."""
    if CONTROL.search(text):
        return "has control characters or line breaks"
    if not is_unicode(text):
        return "is not valid Unicode text"
    if len(text) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT:,} characters"
    return None


def segment_problem(text: str) -> str | None:
    """Why text cannot be one segment of a path. `.` and `..` would lead to another operation (THREATS 2.8)."""
    if not text.strip():
        return "is empty"
    if text in (".", ".."):
        return f'is "{text}", which would change the path'
    return text_problem(text)


def header_problem(text: str) -> str | None:
    """Why text cannot be the value of a header."""
    if not text:
        return "is empty"
    if text != text.strip(" \t"):
        return "begins or ends with white space"
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return "has characters that a header cannot carry"
    return text_problem(text)


def is_unicode(text: str) -> bool:
    """Whether text has a UTF-8 form: no lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def too_large(number: Number) -> str | None:
    """Why a number cannot be written out."""
    return "is a number with too many digits" if number_problem(number) else None
