"""Did you mean ...?"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from runbook.deferred import deferred

if TYPE_CHECKING:
    import difflib
else:
    difflib = deferred("difflib")

_MOST_OPTIONS = 1000
_LONGEST_WORD = 200
_SHOWN = 12


def closest(word: str, options: Iterable[str]) -> str | None:
    """The one option that `word` most probably meant, if any comes close; long words and lists are not compared."""
    known = list(options)
    if len(word) > _LONGEST_WORD or len(known) > _MOST_OPTIONS:
        return None
    matches = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """`did you mean "x"?`, or the options there are, or nothing when there are none."""
    known = sorted(options)
    best = closest(word, known)
    if best is not None:
        return f'did you mean "{best}"?'
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return "known here: " + ", ".join(known[:_SHOWN]) + more if known else ""
