"""How many columns a text takes on a terminal."""

import unicodedata


def width(text: str) -> int:
    """Columns of printable text: East Asian wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """The text with spaces after it, up to `columns`."""
    return text + " " * max(0, columns - width(text))
