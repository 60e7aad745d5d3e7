"""Characters that make two ids of people look like one: outer blanks, and what nobody can see.

` 42 ` after `42` would be a second cancel. Only text from people is checked: what a provider said is sent as it came.
"""

from typing import TYPE_CHECKING

from runbook.deferred import deferred, pattern
from runbook.frozen import frozen

if TYPE_CHECKING:
    import unicodedata
else:
    unicodedata = deferred("unicodedata")

RULE = "hidden-character"
HELP = "remove it; free text is declared by `format: text`, and `any_characters: true` on an input allows them"

_NEVER_SEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"})
_MARKS = frozenset({"Mn", "Me", "Mc"})
_LOOKS_EMPTY = pattern(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\ufffc"
    "\U0001d159\U000e0000-\U000e0fff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Fillers, selectors and blanks of other categories: Unicode's Default_Ignorable_Code_Point, and U+2800."""

_MOST_MARKS = 30
"""Combining marks in a row; normalising more of them takes quadratic time (Unicode's Stream-Safe Text)."""


@frozen
class Hidden:
    """A character that cannot be seen. `at`: its index; `words`: what is wrong, as a predicate without the text."""

    at: int
    words: str


def first_hidden(text: str, *, begins: bool = True, ends: bool = True) -> Hidden | None:
    """The first character of an id that cannot be seen. `begins`, `ends`: whether the text is its start, its end."""
    if not text:
        return None
    if begins and text[0] == " ":
        return _hidden(text, 0, "begins with a blank")
    if ends and text[-1] == " ":
        return _hidden(text, len(text) - 1, "ends with a blank")
    if text.isascii() and text.isprintable():
        return None
    return _first_unseen(text, begins=begins)


def _first_unseen(text: str, *, begins: bool) -> Hidden | None:
    marks = 0
    for at, character in enumerate(text):
        category = unicodedata.category(character)
        if (category in _NEVER_SEEN and character != " ") or _LOOKS_EMPTY.match(character):
            return _hidden(text, at, "has a character that cannot be seen")
        marks = marks + 1 if category in _MARKS else 0
        if begins and at == 0 and marks:
            return _hidden(text, at, "begins with a combining mark")
        if marks > _MOST_MARKS:
            return _hidden(text, at, "has too many combining marks in a row")
    normal = unicodedata.normalize("NFC", text)
    if normal == text:
        return None
    at = next((at for at, (one, other) in enumerate(zip(text, normal, strict=False)) if one != other), len(normal) - 1)
    return _hidden(text, at, "is not in Unicode's normal form NFC")


def _hidden(text: str, at: int, what: str) -> Hidden:
    name = unicodedata.name(text[at], "")
    return Hidden(at, f"{what}: U+{ord(text[at]):04X}{' ' if name else ''}{name}, character {at + 1}")
