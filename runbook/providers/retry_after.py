"""`Retry-After`: seconds or one of three forms of date (RFC 9110 10.2.3, 5.6.7), and what servers write instead."""

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from runbook.deferred import pattern

_SECONDS = pattern(r"(\d+)(?:\.(\d+))?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = tuple(
    pattern(form, re.ASCII | re.IGNORECASE)
    for form in (
        r"[a-z]{3}, (?P<day>\d\d) (?P<month>[a-z]{3}) (?P<year>\d{4}) (?P<clock>\d\d:\d\d:\d\d) GMT",
        r"[a-z]{6,9}, (?P<day>\d\d)-(?P<month>[a-z]{3})-(?P<year>\d\d) (?P<clock>\d\d:\d\d:\d\d) GMT",
        r"[a-z]{3} (?P<month>[a-z]{3}) (?P<day>[ \d]\d) (?P<clock>\d\d:\d\d:\d\d) (?P<year>\d{4})",
    )
)


NEVER = 1e12
"""Seconds; stands for a wait that ends on no date: no calendar of ours has it."""

_LAST = 253_402_300_799.0
"""The last second that has a date: 9999-12-31 23:59:59Z, in seconds since the epoch."""


def parse_retry_after(values: Sequence[str], date: str | None, now: float) -> float | None:
    """Seconds to wait, at least 0; the longest of several; None when the header says nothing.

    NEVER where no date can say when the wait is over.

    `date`: the response's own Date header, so that a wrong clock of ours changes nothing; `now`: seconds since the
    epoch, used without one.
    """
    server_now = http_date(date, now) if date else None
    waits = [_wait(value.strip(), now if server_now is None else server_now) for value in values]
    known = [wait for wait in waits if wait is not None]
    if not known:
        return None
    wait = max(known)
    return wait if now + wait <= _LAST else NEVER


def _wait(value: str, now: float) -> float | None:
    seconds = _seconds(value)
    if seconds is not None:
        return seconds
    moment = http_date(value, now)
    if moment is not None:
        return max(0.0, moment - now)
    parts = [_seconds(part.strip()) for part in value.split(",")]
    several = [part for part in parts if part is not None]
    return max(several) if several and len(several) == len(parts) else None


def _seconds(value: str) -> float | None:
    """Whole or broken seconds, rounded up: better late than early."""
    match = _SECONDS.fullmatch(value)
    if match is None:
        return None
    if len(match.group(1)) > 12:
        return math.inf
    return float(int(match.group(1)) + (1 if (match.group(2) or "").strip("0") else 0))


def http_date(text: str, now: float) -> float | None:
    """Seconds since the epoch of an HTTP date; None when it is none. `now` places a year of two digits."""
    for form in _FORMS:
        match = form.fullmatch(text.strip())
        if match is not None:
            return _moment(match["year"], match["month"], match["day"], match["clock"], now)
    return None


def _moment(year: str, month: str, day: str, clock: str, now: float) -> float | None:
    hour, minute, second = (int(part) for part in clock.split(":"))
    try:
        return datetime(
            _full_year(int(year), now) if len(year) == 2 else int(year),
            _MONTHS.index(month.lower()) + 1,
            int(day),
            hour,
            minute,
            min(second, 59),
            tzinfo=UTC,
        ).timestamp()
    except ValueError:
        return None


def _full_year(two_digits: int, now: float) -> int:
    """The latest year with these digits that is at most 50 years ahead (RFC 9110 5.6.7)."""
    latest = 1970 + int(now // 31_556_952) + 50
    return latest - (latest - two_digits) % 100
