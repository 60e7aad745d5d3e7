"""THREATS R19: no early retry, no wait above the cap, none negative or endless."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.retry_after import NEVER, http_date, parse_retry_after

NOW = 784_111_777.0
"""Sun, 06 Nov 1994 08:49:37 GMT, the date in RFC 9110."""

FORMS: list[tuple[list[str], float | None]] = [
    (["0"], 0.0),
    (["1"], 1.0),
    (["120"], 120.0),
    ([" 7 "], 7.0),
    (["007"], 7.0),
    (["1.2"], 2.0),
    (["100000000000000000000"], NEVER),
    (["9" * 5000], NEVER),
    (["3601"], 3601.0),
    (["-1"], None),
    (["NaN"], None),
    (["inf"], None),
    (["1e3"], None),
    (["٣"], None),
    (["soon"], None),
    ([""], None),
    ([], None),
    (["Sun, 06 Nov 1994 08:50:37 GMT"], 60.0),
    (["Sunday, 06-Nov-94 08:50:37 GMT"], 60.0),
    (["Sun Nov  6 08:50:37 1994"], 60.0),
    (["Sun, 06 Nov 1994 08:00:00 GMT"], 0.0),
    (["31622400"], 31_622_400.0),
    (["Fri, 31 Dec 9999 23:59:59 GMT"], 253_402_300_799.0 - NOW),
    ([str(253_402_300_800 - int(NOW))], NEVER),
    (["Sun, 31 Feb 1994 08:49:37 GMT"], None),
    (["Sun, 06 Nov 1994 25:49:37 GMT"], None),
    (["Sun, 06 Foo 1994 08:49:37 GMT"], None),
    (["1", "60"], 60.0),
    (["1, 60"], 60.0),
    (["soon", "5"], 5.0),
    (["1, soon"], None),
]


@pytest.mark.parametrize(("values", "expected"), FORMS, ids=lambda form: str(form)[:30])
def test_every_form_is_read_or_ignored(values: list[str], expected: float | None) -> None:
    assert parse_retry_after(values, None, NOW) == expected


def test_the_responses_own_date_counts_and_not_our_clock() -> None:
    date, until = "Sun, 06 Nov 1994 08:49:37 GMT", ["Sun, 06 Nov 1994 08:49:47 GMT"]
    ten_years = 315_576_000.0
    for ours in (NOW - ten_years, NOW, NOW + ten_years):
        assert parse_retry_after(until, date, ours) == 10.0


def test_a_date_of_the_response_that_is_none_is_ignored() -> None:
    assert parse_retry_after(["Sun, 06 Nov 1994 08:49:47 GMT"], "yesterday", NOW) == 10.0


def test_a_year_of_two_digits_is_at_most_fifty_years_ahead() -> None:
    assert http_date("Sunday, 06-Nov-43 08:49:37 GMT", NOW) > NOW
    assert http_date("Sunday, 06-Nov-46 08:49:37 GMT", NOW) < NOW


def test_a_leap_second_is_a_time() -> None:
    assert http_date("Sat, 31 Dec 2016 23:59:60 GMT", NOW) == http_date("Sat, 31 Dec 2016 23:59:59 GMT", NOW)


@given(st.lists(st.text(max_size=40), max_size=3), st.text(max_size=40) | st.none())
@settings(deadline=None)
def test_whatever_a_server_says_the_wait_is_bounded(values: list[str], date: str | None) -> None:
    wait = parse_retry_after(values, date, NOW)
    assert wait is None or 0 <= wait <= NEVER
