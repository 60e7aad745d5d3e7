"""The `pattern` of a schema: searched as JSON Schema says, in bounded time.

Python's engine tries the texts that it cannot take long for; an automaton, slower and linear, those that it could.
"""

import re
from functools import cached_property, lru_cache

from runbook.documents.automaton import Automaton
from runbook.documents.automaton_builder import AutomatonError, build_automaton
from runbook.documents.pattern_pieces import Piece, pieces_of

_STEPS = 10_000_000
_AUTOMATON_STEPS = 4_000_000
_LONGEST_PATTERN = 4_000


class PatternError(ValueError):
    """Not a regular expression, or none that can be used here."""


class Pattern:
    """A compiled pattern. `longest`: the longest text that Python's engine may try."""

    def __init__(self, regex: re.Pattern[str], pieces: list[Piece], longest: int) -> None:
        self.longest = longest
        self._regex = regex
        self._pieces = pieces

    def accepts(self, text: str) -> bool:
        """Whether the pattern is found in `text`; a text that would take too long to be tried is not accepted."""
        if len(text) <= self.longest:
            return self._regex.search(text) is not None
        return self.can_try(text) and self._automaton is not None and self._automaton.accepts(text)

    def can_try(self, text: str) -> bool:
        """Whether `text` is short enough for one of the two engines."""
        if len(text) <= self.longest:
            return True
        return self._automaton is not None and len(text) * self._automaton.size <= _AUTOMATON_STEPS

    @cached_property
    def _automaton(self) -> Automaton | None:
        try:
            return build_automaton(self._pieces)
        except AutomatonError:
            return None


@lru_cache(maxsize=512)
def compile_pattern(text: str) -> Pattern:
    """A pattern of ECMA 262: `$` only at the very end, `\\d` and `\\w` in ASCII. Errors: PatternError."""
    if len(text) > _LONGEST_PATTERN:
        raise PatternError(f"it has {len(text)} characters")
    pieces = pieces_of(text)
    try:
        regex = re.compile("".join(map(_in_python, pieces)), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(str(error)) from None
    return Pattern(regex, pieces, _longest([piece.kind for piece in pieces], anchored=text.startswith("^")))


def _in_python(piece: Piece) -> str:
    if piece.kind == "end":
        return r"\Z"
    return piece.text.replace("(?<", "(?P<") if piece.kind == "named" else piece.text


def _longest(kinds: list[str], *, anchored: bool) -> int:
    """How long a text may be so that the worst case of backtracking stays within `_STEPS`.

    A repeated group with choices inside is exponential; otherwise every loop is a power and every `?` a factor of 2.
    """
    choices = [0]
    for kind, following in zip(kinds, [*kinds, ""][1:], strict=True):
        if kind in ("open", "named", "look"):
            choices.append(0)
        elif kind == "close" and len(choices) > 1:
            inside = choices.pop()
            if inside and following in ("loop", "times"):
                return 0
            choices[-1] += inside
        elif kind in ("loop", "maybe", "or"):
            choices[-1] += 1
    loops = kinds.count("loop") + (0 if anchored else 1)
    return int((_STEPS >> kinds.count("maybe")) ** (1 / max(loops, 1)))
