"""A regular expression as its pieces."""

import re

from runbook.deferred import pattern
from runbook.frozen import frozen

_PIECE = pattern(
    r"""(?P<bound>\\[bBAZ1-9]) | (?P<one>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|\[\^?\]?(?:\\.|[^\]\\])*\]|\.)
    | (?P<look>\(\?<?[=!]) | (?P<named>\(\?<\w+>) | (?P<open>\((?:\?:|\?P<\w+>)?) | (?P<close>\))
    | (?P<loop>[*+]|\{\d*,\d*\}) | (?P<times>\{\d+\}) | (?P<maybe>\?) | (?P<or>\|) | (?P<start>\^) | (?P<end>\$)
    | (?P<letter>.)""",
    re.VERBOSE | re.DOTALL,
)


@frozen
class Piece:
    """A piece of a pattern. `kind`: `one` and `letter` stand for a character, the others for what they are called."""

    kind: str
    text: str


def pieces_of(pattern: str) -> list[Piece]:
    """The pieces of a pattern, which together are the pattern again."""
    return [Piece(match.lastgroup or "", match.group()) for match in _PIECE.finditer(pattern)]
