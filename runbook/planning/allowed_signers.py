"""Every name that a text of allowed signers gives to a key (ssh-keygen(1), ALLOWED SIGNERS).

`ssh-keygen -Y find-principals` tells the names of the first line that fits alone: a key may stand in several.
"""

import binascii
from collections.abc import Iterable, Iterator

from runbook.deferred import pattern

_WORD = pattern(r'(?:[^ \t\r"]|"(?:[^"\\]|\\.)*"?)+')
_QUOTED = pattern(r'"(?:[^"\\]|\\.)*"?')
_AUTHORITY = "cert-authority"


def names_of(key: bytes, signers: bytes) -> tuple[str, ...]:
    """The names and patterns of every line with this key in its wire form, whatever its options say of time or use.

    Lines of certificate authorities are not about who holds the key.
    """
    found = (name for line in signers.decode("utf-8", "replace").split("\n") for name in _names(key, line))
    return tuple(dict.fromkeys(found))


def share_a_name(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one name can be meant by both; `*` and `?` stand in names as in the file."""
    others = tuple(others)
    return any(_meet(one, other) for one in some for other in others)


def _names(key: bytes, line: str) -> list[str]:
    words = _WORD.findall(line.strip())
    if not key or len(words) < 3 or words[0].startswith("#") or _is_authority(words[1]):
        return []
    if not any(_decoded(word) == key for word in words[1:]):
        return []
    names = words[0].replace('"', "").split(",")
    return [name for name in names if name and not name.startswith("!")]


def _is_authority(options: str) -> bool:
    return _AUTHORITY in _QUOTED.sub("", options).lower().split(",")


def _decoded(word: str) -> bytes:
    try:
        return binascii.a2b_base64(word)
    except ValueError:
        return b""


def _meet(one: str, other: str) -> bool:
    """Whether there is a text that both patterns match."""
    seen, left_to_see = {(0, 0)}, [(0, 0)]
    while left_to_see:
        left, right = left_to_see.pop()
        if left == len(one) and right == len(other):
            return True
        new = set(_further(one[left : left + 1], other[right : right + 1], left, right)) - seen
        seen |= new
        left_to_see += new
    return False


def _further(here: str, there: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    """Where both patterns can stand next; `here` and `there`: what they say now, nothing at an end."""
    if here == "*":
        yield left + 1, right
    if there == "*":
        yield left, right + 1
    if here == "*" and there not in ("", "*"):
        yield left, right + 1
    if there == "*" and here not in ("", "*"):
        yield left + 1, right
    if here and there and "*" not in (here, there) and (here == there or "?" in (here, there)):
        yield left + 1, right + 1
