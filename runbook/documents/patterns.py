"""The `pattern` of a schema: searched as JSON Schema says, in bounded time."""

import re
from functools import lru_cache

from runbook.frozen import frozen

_STEPS = 50_000_000
_LONGEST_EXPONENTIAL = 20
_PIECE = re.compile(
    r"""(?P<escape>\\.) | (?P<class>\[\^?\]?(?:\\.|[^\]\\])*\]) | (?P<open>\((?:\?(?:<?[=!]|:|P?<\w+>))?)
    | (?P<close>\)) | (?P<loop>[*+]|\{\d*,\d*\}) | (?P<times>\{\d+\}) | (?P<maybe>\?) | (?P<or>\|) | (?P<end>\$)
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


class PatternError(ValueError):
    """Not a regular expression, or none that can be used here."""


@frozen
class Pattern:
    """A compiled pattern. `longest`: texts beyond it are not tried, for time's sake."""

    regex: re.Pattern[str]
    longest: int

    def accepts(self, text: str) -> bool:
        """Whether the pattern is found in `text`; a text too long to be tried is not accepted."""
        return len(text) <= self.longest and self.regex.search(text) is not None


@lru_cache(maxsize=512)
def compile_pattern(text: str) -> Pattern:
    """A pattern of ECMA 262: `$` only at the very end, `\\d` and `\\w` in ASCII. Errors: PatternError."""
    pieces = [(match.lastgroup or "", match.group()) for match in _PIECE.finditer(text)]
    try:
        regex = re.compile("".join(map(_translate, pieces)), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(str(error)) from None
    return Pattern(regex, _longest([kind for kind, _ in pieces], anchored=text.startswith("^")))


def _translate(piece: tuple[str, str]) -> str:
    kind, text = piece
    if kind == "end":
        return r"\Z"
    if kind == "open" and re.match(r"\(\?<\w", text):
        return "(?P" + text[2:]
    return text


def _longest(kinds: list[str], *, anchored: bool) -> int:
    """How long a text may be so that the worst case stays within `_STEPS`.

    A repeated group with choices inside is exponential; otherwise every loop is a power and every `?` a factor of 2.
    """
    choices = [0]
    for kind, following in zip(kinds, [*kinds[1:], ""], strict=True):
        if kind == "open":
            choices.append(0)
        elif kind == "close" and len(choices) > 1:
            inside = choices.pop()
            if inside and following in ("loop", "times"):
                return _LONGEST_EXPONENTIAL
            choices[-1] += inside
        elif kind in ("loop", "maybe", "or"):
            choices[-1] += 1
    loops = kinds.count("loop") + (0 if anchored else 1)
    steps = _STEPS >> kinds.count("maybe")
    return int(steps ** (1 / max(loops, 1)))
