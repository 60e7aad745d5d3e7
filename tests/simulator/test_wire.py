"""HTTP/1.1 as it stands on the wire."""

from collections.abc import Iterator

import pytest

from runbook.simulator.server import Simulator
from runbook.simulator.wire import BODY_LIMIT
from tests.simulator.caller import exchange_bytes, request_bytes


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def said(simulator: Simulator, data: bytes, *, finish: bool = True) -> bytes:
    return exchange_bytes(simulator.servers["karmacheck"], data, finish=finish)


def test_one_connection_takes_request_after_request(simulator: Simulator) -> None:
    request = request_bytes(simulator, "karmacheck", "GET", "/case/id/c-91")
    assert said(simulator, request * 3).count(b"HTTP/1.1 200") == 3


def test_a_caller_may_ask_for_the_end(simulator: Simulator) -> None:
    request = request_bytes(simulator, "karmacheck", "GET", "/case/id/c-91").replace(
        b"host:", b"connection: close\r\nhost:"
    )
    assert said(simulator, request, finish=False).count(b"HTTP/1.1 200") == 1


def test_a_chunked_body_is_read(simulator: Simulator) -> None:
    head = request_bytes(simulator, "karmacheck", "POST", "/case/id/c-91/services/cancel")[:-2]
    body = b'{"serviceIds":["s2"]}'
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    headers = b"content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    assert b"Service cannot be canceled." in said(simulator, head + headers + chunked)


def test_a_caller_that_waits_for_permission_gets_it(simulator: Simulator) -> None:
    head = request_bytes(simulator, "karmacheck", "POST", "/case/id/c-91/services/cancel")[:-2]
    headers = b"content-type: application/json\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n{}"
    answer = said(simulator, head + headers)
    assert answer.count(b"HTTP/1.1 400") == 1


def test_a_head_request_gets_no_body(simulator: Simulator) -> None:
    answer = said(simulator, request_bytes(simulator, "karmacheck", "HEAD", "/case/id/c-91"))
    assert answer.startswith(b"HTTP/1.1 405")
    assert answer.endswith(b"\r\n\r\n")


def test_a_body_beyond_the_limit_is_refused(simulator: Simulator) -> None:
    head = request_bytes(simulator, "karmacheck", "POST", "/case/id/c-91/services/cancel")[:-2]
    size = BODY_LIMIT + 1
    whole = head + b"content-length: %d\r\n\r\n" % size + b" " * size
    assert said(simulator, whole, finish=False).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\nx: " + b"y" * 100_000,
    ],
)
def test_what_is_no_http_is_refused_and_the_connection_ends(simulator: Simulator, data: bytes) -> None:
    answer = said(simulator, data, finish=False)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize("data", [b"", b"GET / HT", b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc"])
def test_callers_that_go_away_early_leave_no_trace(simulator: Simulator, data: bytes) -> None:
    before = simulator.ledger.entries()
    said(simulator, data)
    assert simulator.ledger.entries() == before
