import httpx
import pytest

from runbook.providers.answer import NoAnswer, NotSent
from runbook.runtime.deadline import Deadline, Departure
from runbook.runtime.faults import fault

ERRORS = [
    error("CANARY")
    for error in (
        httpx.ConnectError,
        httpx.ConnectTimeout,
        httpx.PoolTimeout,
        httpx.ReadError,
        httpx.ReadTimeout,
        httpx.WriteError,
        httpx.WriteTimeout,
        httpx.CloseError,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
        httpx.LocalProtocolError,
        httpx.RemoteProtocolError,
        httpx.InvalidURL,
        OSError,
    )
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_once_a_byte_may_have_left_no_error_proves_anything(error):
    departure = Departure()
    departure.begun = True
    found = fault(error, departure, Deadline(5))
    assert isinstance(found, NoAnswer)
    assert "CANARY" not in found.reason


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_before_that_every_error_proves_that_nothing_was_sent(error):
    assert isinstance(fault(error, Departure(), Deadline(5)), NotSent)


def test_only_what_will_fail_again_is_refused_for_good():
    refused = {type(error).__name__ for error in ERRORS if fault(error, Departure(), Deadline(5)).refused}
    assert refused == {"LocalProtocolError", "InvalidURL", "UnsupportedProtocol"}


def test_an_answer_that_was_cut_off_reads_otherwise_than_none_at_all():
    departure = Departure()
    departure.begun = True
    assert fault(httpx.ReadTimeout(""), departure, Deadline(5)).reason == "no answer came within 5 s"
    departure.read = 10
    assert fault(httpx.ReadTimeout(""), departure, Deadline(5)).reason == "the answer did not end within 5 s"
