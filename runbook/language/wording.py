"""A row's `message`: the provider's words, in which `*` stands for any text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from runbook.providers.answer import WILDCARD


@lru_cache(maxsize=1024)
def wildcard(wanted: str) -> re.Pattern[str]:
    """A row's `message` as a pattern for the whole of what a provider says."""
    return re.compile(".*".join(re.escape(part) for part in wanted.split(WILDCARD)), re.DOTALL)


def says(wanted: str, message: str) -> bool:
    """Whether a provider's words are those that a row wants."""
    return wildcard(wanted).fullmatch(message) is not None


def includes(wider: str, narrower: str) -> bool:
    """Return True if `wider` takes every text that `narrower` takes; only a `*` of `wider` matches a `*` there."""
    return not wider.strip(WILDCARD) or says(wider, narrower)


@lru_cache(maxsize=1024)
def overlap(first: str, second: str) -> bool:
    """Return True if some text is taken by both patterns."""
    seen: set[tuple[int, int]] = set()
    waiting = [(0, 0)]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            here, there = first[at[0] : at[0] + 1], second[at[1] : at[1] + 1]
            if not here and not there:
                return True
            waiting.extend(_further(at, here, there))
    return False


def _further(at: tuple[int, int], here: str, there: str) -> Iterator[tuple[int, int]]:
    """Yield where two patterns can both be after one more character, or after a `*` ended."""
    if here == WILDCARD:
        yield at[0] + 1, at[1]
    if there == WILDCARD:
        yield at[0], at[1] + 1
    if here == WILDCARD and there and there != WILDCARD:
        yield at[0], at[1] + 1
    if there == WILDCARD and here and here != WILDCARD:
        yield at[0] + 1, at[1]
    if here and here == there:
        yield at[0] + 1, at[1] + 1
