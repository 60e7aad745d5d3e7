"""Did you mean ...?"""

import difflib
from collections.abc import Iterable


def closest(word: str, options: Iterable[str]) -> str | None:
    """The one option that `word` most probably meant, if any comes close."""
    matches = difflib.get_close_matches(word, list(options), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """`did you mean "x"?`, or the few options there are, or nothing."""
    known = sorted(options)
    best = closest(word, known)
    if best is not None:
        return f'did you mean "{best}"?'
    if 0 < len(known) <= 12:
        return "known here: " + ", ".join(known)
    return ""
