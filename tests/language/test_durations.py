from decimal import Decimal

import pytest

from runbook.language.durations import seconds_of


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("5s", 5), ("250ms", 0.25), ("1h30m", 5400), ("2m", 120), ("1d", 86400), (7, 7), (Decimal("0.5"), 0.5), ("0s", 0)],
)
def test_durations_are_read_as_seconds(written, seconds) -> None:
    assert seconds_of(written) == seconds


@pytest.mark.parametrize("written", ["", "5", "5 s", "s", "-5s", -1, True, None, [], "5s\n", "1y", "9" * 100 + "s"])
def test_anything_else_is_no_duration(written) -> None:
    assert seconds_of(written) is None
