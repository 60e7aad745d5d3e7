"""Durations as people write them: `250ms`, `5s`, `2m`, `1h30m`, or a number of seconds."""

import re
from decimal import Decimal

from runbook.deferred import pattern
from runbook.values.json import Json

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PART = pattern(r"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)", re.ASCII)
_WHOLE = pattern(rf"(?:{_PART.pattern})+", re.ASCII)


def seconds_of(written: Json) -> float | None:
    """The seconds of a duration; None when it is none."""
    match written:
        case bool():
            return None
        case int() | Decimal() if written >= 0:
            return float(written)
        case str() if len(written) <= 64 and _WHOLE.fullmatch(written):
            return round(sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(written)), 6)
        case _:
            return None
