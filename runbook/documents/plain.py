"""What an unquoted word of YAML means: the core schema of YAML 1.2, and nothing of YAML 1.1.

A number with a leading zero stays text although the core schema would drop the zeros: `007` is an id.
"""

from math import isfinite

from runbook.deferred import pattern

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NOT_JSON = pattern(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_INTEGER = pattern(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_BASED = pattern(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_DECIMAL = pattern(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NUMBER_STARTS = frozenset("0123456789+-.")

MOST_DIGITS = 100
"""The longest number in characters: more digits cost quadratic time and overflow floating point."""


class NumberError(ValueError):
    """A number that JSON cannot hold or that is too long to be meant."""


def resolve_plain(text: str) -> bool | int | float | str | None:
    """The value of an unquoted scalar; errors: NumberError for infinities, NaN and endless digits."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    return _number(text)


def _number(text: str) -> int | float | str:
    if _NOT_JSON.match(text):
        raise NumberError("JSON has no infinity and no NaN")
    based = _BASED.match(text)
    if not based and not _DECIMAL.match(text):
        return text
    if len(text) > MOST_DIGITS:
        raise NumberError(f"a number of {len(text)} characters")
    if based:
        return int(text, 0)
    return int(text) if _INTEGER.match(text) else finite(text)


def finite(text: str) -> float:
    """The floating-point number; errors: NumberError when it is too large for one."""
    number = float(text)
    if not isfinite(number):
        raise NumberError("a number beyond floating point")
    return number
