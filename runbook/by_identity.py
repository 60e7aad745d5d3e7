"""Results remembered for objects that never change: computed once for each, as long as it is among the latest."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST = 4096
"""Objects that are kept, with what was made of them; then all are forgotten."""


def by_identity(function: Callable[[T], R]) -> Callable[[T], R]:
    """Return the function, computed once for each object: comparing two of these would take longer than computing.

    The objects are kept alive, so no other gets the identity of one of them.
    """
    known: dict[int, tuple[T, R]] = {}

    def remembered(thing: T) -> R:
        found = known.get(id(thing))
        if found is not None:
            return found[1]
        made = function(thing)
        if len(known) >= _MOST:
            known.clear()
        known[id(thing)] = (thing, made)
        return made

    return remembered
