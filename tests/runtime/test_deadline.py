import httpcore
import pytest

from runbook.runtime.deadline import Deadline, DeadlineBackend, DeadlineStream, Departure
from tests.runtime import servers
from tests.runtime.servers import serving


class Inner(httpcore.NetworkStream):
    """A connection that takes a second for everything."""

    def __init__(self, clock):
        self.clock = clock
        self.timeouts: list[float | None] = []
        self.written = b""

    def read(self, max_bytes, timeout=None):
        self.timeouts.append(timeout)
        self.clock[0] += 1
        return b"x"

    def write(self, buffer, timeout=None):
        self.timeouts.append(timeout)
        self.clock[0] += 1
        self.written += buffer

    def close(self):
        self.timeouts.append(None)


@pytest.fixture
def clock():
    return [100.0]


def stream(clock, *, carries=True, limit=1000) -> tuple[DeadlineStream, Inner, Departure]:
    inner, departure = Inner(clock), Departure()
    deadline = Deadline(3, monotonic=lambda: clock[0])
    return DeadlineStream(inner, deadline, departure, carries=carries, limit=limit), inner, departure


def test_every_read_gets_only_what_is_left(clock):
    connection, inner, _ = stream(clock)
    for _ in range(3):
        connection.read(100, timeout=None)
    with pytest.raises(httpcore.ReadTimeout):
        connection.read(100, timeout=None)
    assert inner.timeouts == [3, 2, 1]


def test_a_long_write_is_cut_into_pieces_that_are_each_in_time(clock):
    connection, inner, _ = stream(clock)
    with pytest.raises(httpcore.WriteTimeout):
        connection.write(b"x" * (16 << 10) * 10)
    assert inner.timeouts == [3, 2, 1]
    assert len(inner.written) == 3 * (16 << 10)


def test_a_request_has_begun_to_leave_before_its_first_byte_is_written(clock):
    connection, inner, departure = stream(clock)
    inner.write = _broken
    assert not departure.begun
    with pytest.raises(httpcore.WriteError):
        connection.write(b"x")
    assert departure.begun


def _broken(buffer, timeout=None):
    raise httpcore.WriteError("broken")


def test_what_is_said_to_a_proxy_is_not_the_request(clock):
    connection, _, departure = stream(clock, carries=False)
    connection.write(b"CONNECT api.example.com:443 HTTP/1.1\r\n\r\n")
    assert not departure.begun


def test_more_bytes_than_anybody_wants_are_not_read(clock):
    connection, _, departure = stream(clock, limit=0)
    with pytest.raises(httpcore.ReadError, match="limit"):
        connection.read(100)
    assert departure.read == 1


def test_the_next_address_is_tried_with_what_is_left():
    with serving(servers.close, reads=False) as served:
        backend = DeadlineBackend(
            Deadline(5), Departure(), tls=False, limit=10, lookup=lambda host, port: ["127.0.0.2", "127.0.0.1"]
        )
        connection = backend.connect_tcp("two.example", served.port)
        assert connection.get_extra_info("server_addr") == ("127.0.0.1", served.port)
        connection.close()


def test_no_address_at_all_is_no_connection():
    backend = DeadlineBackend(Deadline(5), Departure(), tls=False, limit=10, lookup=lambda host, port: [])
    with pytest.raises(httpcore.ConnectTimeout):
        backend.connect_tcp("none.example", 80)
