"""A row's `message`: the provider's words, in which `*` stands for any text."""

import re
from functools import lru_cache

WILDCARD = "*"


@lru_cache(maxsize=1024)
def wildcard(wanted: str) -> re.Pattern[str]:
    """A row's `message` as a pattern for the whole of what a provider says."""
    return re.compile(".*".join(re.escape(part) for part in wanted.split(WILDCARD)), re.DOTALL)


def says(wanted: str, message: str) -> bool:
    """Whether a provider's words are those that a row wants."""
    return wildcard(wanted).fullmatch(message) is not None


def includes(wider: str, narrower: str) -> bool:
    """Whether surely every text that `narrower` takes is taken by `wider` too."""
    return wider == narrower or not wider.strip(WILDCARD) or (WILDCARD not in narrower and says(wider, narrower))
