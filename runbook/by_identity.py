"""Results remembered for objects that never change: computed once for each, as long as it is among the latest."""

from collections.abc import Callable, Hashable
from typing import Concatenate, ParamSpec, TypeVar, cast

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

_MOST = 4096
"""Objects that are kept, with what was made of them; then all are forgotten."""


def by_identity(function: Callable[Concatenate[T, P], R], most: int = _MOST) -> Callable[Concatenate[T, P], R]:
    """Return the function, computed once for each object: comparing two of these would take longer than computing.

    Further arguments, by position only, are compared. `most`: so many objects are kept alive, so that no other gets
    the identity of one of them.
    """
    known: dict[Hashable, tuple[T, R]] = {}

    def remembered(thing: T, /, *more: P.args, **none: P.kwargs) -> R:
        key = (id(thing), *cast("tuple[Hashable, ...]", more)) if more else id(thing)
        found = known.get(key)
        if found is not None:
            return found[1]
        made = function(thing, *more, **none)
        if len(known) >= most:
            known.clear()
        known[key] = (thing, made)
        return made

    return remembered
