"""Ids that ask for more than their seed does: `c-91--reply-lost`, `c-91--rate-limited-x3`, `c-91--0007--slow`.

Digits make a fresh copy of the seed; the name of a fault lets it strike the first (or first N) cancels of that id.
"""

import re

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.simulator.faults import FaultKind

_SUFFIXES = {kind.suffix: kind for kind in FaultKind}
_VARIANT = pattern(
    r"(?P<seed>.+?)(?:--(?P<copy>[0-9]{1,9}))?(?:--(?P<fault>[a-z][a-z-]*?)(?:-x(?P<times>[1-9][0-9]?))?)?", re.ASCII
)

FAULT_NUMBERS = {kind: number for number, kind in enumerate(FaultKind, start=1)}
"""How a number asks for a fault: `<copy> <fault, 3 digits> <seed, 6 digits>`."""
_KEY_LIMIT = 128
"""Longer ids are never seeds; the limit keeps the pattern cheap."""
_SEED_LIMIT = 1_000_000
_FAULT_LIMIT = 1_000


@frozen
class Variant:
    """A seed's id, and the fault that strikes its first `times` cancels."""

    seed: str
    fault: FaultKind | None = None
    times: int = 1


def read_variant(key: str) -> Variant:
    """The seed and the fault of an id; an id with an unknown suffix is its own seed."""
    match = _VARIANT.fullmatch(key) if len(key) <= _KEY_LIMIT else None
    if match is None:
        return Variant(key)
    if match["fault"] is None:
        return Variant(match["seed"])
    if match["fault"] not in _SUFFIXES:
        return Variant(key)
    return Variant(match["seed"], _SUFFIXES[match["fault"]], int(match["times"] or 1))


def read_numbered(key: int) -> Variant:
    """The same for ids that can only be numbers: 5124101 is seed 124101 with the fifth fault."""
    rest, seed = divmod(key, _SEED_LIMIT)
    number = rest % _FAULT_LIMIT
    fault = next((kind for kind, known in FAULT_NUMBERS.items() if known == number), None)
    return Variant(str(key)) if number and fault is None else Variant(str(seed), fault)


def numbered(seed: int, fault: FaultKind) -> int:
    """The number that asks for `fault` on `seed`."""
    return FAULT_NUMBERS[fault] * _SEED_LIMIT + seed
