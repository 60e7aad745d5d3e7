"""Addresses: where in a procedure something happens, as text that people can read."""

import re
from functools import lru_cache

_SEGMENT = re.compile(r"([^/\[\]]+)(?:\[(\d+)\])?")


def inside(address: str, id: str) -> str:
    """The address of the step `id` inside the step at `address`."""
    return f"{address}/{id}" if address else id


def item(address: str, index: int) -> str:
    """The address of one item of a loop; `index` from 0."""
    return f"{address}[{index}]"


@lru_cache(maxsize=1024)
def segments(address: str) -> tuple[tuple[str, int | None], ...]:
    """The steps on the way to an address with their item, outermost first."""
    return tuple(
        (match[1], None if match[2] is None else int(match[2]))
        for part in address.split("/")
        if part and (match := _SEGMENT.fullmatch(part))
    )


def prefixes(pattern: str) -> tuple[str, ...]:
    """The patterns of the steps on the way to one, itself the last: `a`, `a/b`."""
    names = pattern.split("/")
    return tuple("/".join(names[:length]) for length in range(1, len(names) + 1))


def pattern(address: str) -> str:
    """The address without item numbers: `a/b[2]` is `a/b`, the step itself."""
    return re.sub(r"\[\d+\]", "", address) if "[" in address else address
