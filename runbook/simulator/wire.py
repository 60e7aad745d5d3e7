"""HTTP/1.1 on one socket: reading whole requests, writing answers as badly as a fault asks for."""

import socket
import threading
import time

import h11

from runbook.simulator.delivery import Delivery
from runbook.simulator.exchange import Received, Response
from runbook.simulator.faults import Manner
from runbook.simulator.stamps import http_date

BODY_LIMIT = 1 << 20
"""The longest body that is read, in bytes."""
_CHUNK = 1 << 16
_EXTRA = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{"result":"ok"}'
_DRIPPED = b"HTTP/1.1 200 OK\r\nx-drip: "
_NO_BODY = frozenset({204, 304})


class UnreadableError(Exception):
    """What came is no request that can be answered properly; `status`: what to say."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Wire:
    """A connection from the server's side."""

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        """`closing`: set when the server closes, so that nothing slow holds it up."""
        self._socket = connection
        self._closing = closing
        self._http = h11.Connection(h11.SERVER)
        self._heads_only = False

    def read(self) -> Received | None:
        """The next whole request; None at the end. Errors: UnreadableError, OSError."""
        try:
            return self._read()
        except h11.RemoteProtocolError as error:
            raise UnreadableError(error.error_status_hint, str(error)) from None

    def _read(self) -> Received | None:
        head = self._event()
        if not isinstance(head, h11.Request):
            return None
        self._heads_only = head.method == b"HEAD"
        body = bytearray()
        while isinstance(event := self._event(), h11.Data):
            body += event.data
            if len(body) > BODY_LIMIT:
                raise UnreadableError(413, f"the body is longer than {BODY_LIMIT} bytes")
        if not isinstance(event, h11.EndOfMessage):
            return None
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in head.headers)
        return Received(head.method.decode("latin-1"), head.target.decode("latin-1"), headers, bytes(body), time.time())

    def _event(self) -> h11.Event | type[h11.PAUSED]:
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event  # type: ignore[return-value]  # h11 types sentinels as values of themselves
            if self._http.they_are_waiting_for_100_continue:
                self._send(h11.InformationalResponse(status_code=100, headers=[]))
            self._http.receive_data(self._socket.recv(_CHUNK))

    def write(self, delivery: Delivery) -> bool:
        """Send an answer; whether the connection can take another request. Errors: OSError."""
        if delivery.delay and self._closing.wait(delivery.delay):
            return False
        if delivery.response is None:
            return False
        match delivery.manner:
            case Manner.WHOLE:
                self._socket.sendall(self._whole(delivery.response))
            case Manner.HALF:
                self._socket.sendall(_half(self._whole(delivery.response)))
                return False
            case Manner.TWICE:
                self._socket.sendall(self._whole(delivery.response) + _EXTRA)
            case Manner.DRIPPING:
                self._drip(delivery.tempo)
                return False
        return self._next()

    def refuse(self, error: UnreadableError) -> None:
        """Answer what cannot be read, and be done with the connection. Errors: OSError."""
        response = Response(error.status, str(error).encode(), (("content-type", "text/plain; charset=utf-8"),))
        self._socket.sendall(self._whole(response, last=True))

    def _whole(self, response: Response, *, last: bool = False) -> bytes:
        headers = [*response.headers]
        names = {name for name, _ in headers}
        if response.status not in _NO_BODY:
            headers.append(("content-length", str(len(response.body))))
        if "date" not in names:
            headers.append(("date", http_date(time.time())))
        if last:
            headers.append(("connection", "close"))
        head = h11.Response(status_code=response.status, headers=headers)
        body = b"" if self._heads_only else response.body
        return b"".join(self._http.send(event) or b"" for event in (head, h11.Data(data=body), h11.EndOfMessage()))

    def _send(self, event: h11.InformationalResponse) -> None:
        self._socket.sendall(self._http.send(event) or b"")

    def _drip(self, tempo: float) -> None:
        """One byte after the other until the caller or the server gives up."""
        self._socket.sendall(_DRIPPED)
        while not self._closing.wait(tempo):
            self._socket.sendall(b"x")

    def _next(self) -> bool:
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return True


def _half(whole: bytes) -> bytes:
    """An answer cut in the middle of its body, or of its headers when it has no body."""
    head, separator, body = whole.partition(b"\r\n\r\n")
    return head + separator + body[: len(body) // 2] if body else head[: len(head) // 2]
