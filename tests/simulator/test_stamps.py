"""Times in words."""

from runbook.simulator.stamps import http_date, iso_stamp


def test_times_are_written_as_the_providers_write_them() -> None:
    assert iso_stamp(1_767_600_000.0) == "2026-01-05T08:00:00.000Z"
    assert http_date(1_767_600_000.0) == "Mon, 05 Jan 2026 08:00:00 GMT"
