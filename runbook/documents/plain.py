"""What an unquoted word of YAML means: the core schema of YAML 1.2, and nothing of YAML 1.1.

A number with a leading zero stays text although the core schema would drop the zeros: `007` is an id.
"""

from decimal import Decimal

from runbook.deferred import pattern
from runbook.values.numbers import NumberError, read_number, within_bounds

__all__ = ["NumberError", "resolve_plain"]

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NOT_JSON = pattern(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_BASED = pattern(r"0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_DECIMAL = pattern(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NUMBER_STARTS = frozenset("0123456789+-.")

_LONGEST_BASED = 100
"""Characters of a number in another base: more digits cost quadratic time."""


def resolve_plain(text: str) -> bool | int | Decimal | str | None:
    """The value of an unquoted scalar; errors: NumberError for infinities, NaN and what is beyond the bounds."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    return _number(text)


def _number(text: str) -> int | Decimal | str:
    if _NOT_JSON.match(text):
        raise NumberError("JSON has no infinity and no NaN")
    based = _BASED.match(text)
    if not based and not _DECIMAL.match(text):
        return text
    if not based:
        return read_number(text)
    if len(text) > _LONGEST_BASED:
        raise NumberError(f"a number of {len(text)} characters")
    return within_bounds(int(text, 0))
