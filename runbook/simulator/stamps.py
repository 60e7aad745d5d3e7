"""Times as the providers write them."""

from datetime import UTC, datetime
from email.utils import formatdate


def iso_stamp(at: float) -> str:
    """`2026-01-05T09:00:00.000Z` of seconds since the epoch."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def http_date(at: float) -> str:
    """`Mon, 05 Jan 2026 09:00:00 GMT` of seconds since the epoch (RFC 9110)."""
    return formatdate(at, usegmt=True)
