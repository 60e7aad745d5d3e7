"""One deadline for a whole attempt, kept at every single read and write.

httpx has no total timeout: a server that drips a byte a second, or floods 1xx answers, passes each of its timeouts
for ever, and ending a request from outside wedges httpcore's pool (THREATS 2.2). So the time that is left is computed
anew each time bytes move; nothing is ever cancelled.
"""

import ssl
import time
from collections.abc import Callable, Iterable

import httpcore

from runbook.runtime.addresses import Lookup, addresses_of, look_up
from runbook.runtime.faultpoints import reach

READ_SIZE = 16 << 10
"""Small, because a server's one-byte chunks cost 20 microseconds each before the clock is looked at again."""


class Deadline:
    """The moment an attempt ends. `seconds` from now on a clock that never jumps."""

    def __init__(self, seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._end = monotonic() + seconds
        self.seconds = seconds

    @property
    def remaining(self) -> float:
        """Seconds that are left; negative when it has passed."""
        return self._end - self._monotonic()


class Departure:
    """How far one attempt got; asked afterwards whether it could have taken effect.

    `begun`: a byte of the request may have left. `read`: bytes that came back. `refusal`: why the peer's certificate
    was not accepted.
    """

    def __init__(self) -> None:
        self.begun = False
        self.read = 0
        self.refusal = ""


class DeadlineStream(httpcore.NetworkStream):
    """A connection on which no wait outlasts the deadline, and that brings at most `limit` bytes.

    `carries`: whether what is written here is the request itself, not the CONNECT line for a proxy.
    """

    def __init__(
        self, inner: httpcore.NetworkStream, deadline: Deadline, departure: Departure, *, carries: bool, limit: int
    ) -> None:
        self._inner = inner
        self._deadline = deadline
        self._departure = departure
        self._carries = carries
        self._limit = limit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to `max_bytes`; errors: httpcore.ReadTimeout at the deadline, httpcore.ReadError past the limit."""
        left = self._deadline.remaining
        if left <= 0:
            raise httpcore.ReadTimeout("deadline")
        reach("wire.read")
        data = self._inner.read(min(max_bytes, READ_SIZE), timeout=left)
        reach("wire.received")
        self._departure.read += len(data)
        if self._departure.read > self._limit:
            raise httpcore.ReadError("limit")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of `buffer`, in pieces, so that a peer that reads slowly cannot stretch the deadline."""
        rest = memoryview(buffer)
        while rest:
            left = self._deadline.remaining
            if left <= 0:
                raise httpcore.WriteTimeout("deadline")
            self._departure.begun = self._departure.begun or self._carries
            piece, rest = rest[:READ_SIZE], rest[READ_SIZE:]
            reach("wire.write")
            self._inner.write(bytes(piece), timeout=left)
            reach("wire.written")

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection under TLS; errors: httpcore.ConnectError, httpcore.ConnectTimeout."""
        left = self._deadline.remaining
        if left <= 0:
            raise httpcore.ConnectTimeout("deadline")
        try:
            secured = self._inner.start_tls(ssl_context, server_hostname, timeout=left)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                self._departure.refusal = error.__cause__.verify_message
            raise
        return DeadlineStream(secured, self._deadline, self._departure, carries=True, limit=self._limit)

    def get_extra_info(self, info: str) -> object:
        """What httpcore wants to know about the socket."""
        return self._inner.get_extra_info(info)


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens the connections of one attempt. `tls`: whether the request itself goes under TLS."""

    def __init__(
        self, deadline: Deadline, departure: Departure, *, tls: bool, limit: int, lookup: Lookup = look_up
    ) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._departure = departure
        self._tls = tls
        self._limit = limit
        self._lookup = lookup

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that answers; each address gets its share of the time that is left.

        Errors: httpcore.ConnectError, httpcore.ConnectTimeout.
        """
        reach("wire.connect")
        addresses = addresses_of(host, port, self._deadline.remaining, self._lookup)
        trouble: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectTimeout("deadline")
        for index, address in enumerate(addresses):
            share = self._deadline.remaining / (len(addresses) - index)
            if share <= 0:
                break
            try:
                inner = self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
                continue
            reach("wire.connected")
            return DeadlineStream(inner, self._deadline, self._departure, carries=not self._tls, limit=self._limit)
        raise trouble
