import socket
import threading
import time

import httpcore
import pytest

from runbook.runtime.addresses import addresses_of, is_loopback, look_up


def test_an_address_is_not_looked_up():
    assert addresses_of("127.0.0.1", 80, 1, _never) == ["127.0.0.1"]
    assert addresses_of("::1", 80, 1, _never) == ["::1"]


def _never(host: str, port: int) -> list[str]:
    raise AssertionError


def test_a_resolver_that_does_not_answer_cannot_hold_us():
    gate = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        gate.wait(10)
        return []

    began = time.monotonic()
    with pytest.raises(httpcore.ConnectTimeout):
        addresses_of("slow.example", 80, 0.1, slow)
    assert time.monotonic() - began < 1
    gate.set()


@pytest.mark.parametrize("error", [socket.gaierror(-2, "Name or service not known"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows_is_no_connection(error):
    def unknown(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(httpcore.ConnectError):
        addresses_of("nobody.example", 80, 1, unknown)


def test_localhost_is_looked_up_by_the_system():
    assert set(look_up("localhost", 80)) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("2130706433", False),
    ],
)
def test_only_this_machine_is_loopback(host, loopback):
    assert is_loopback(host) is loopback
