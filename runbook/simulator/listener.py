"""Several listening sockets on loopback behind one thread, and one thread per connection."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable, Mapping

from runbook.simulator.delivery import Delivery
from runbook.simulator.exchange import Received
from runbook.simulator.wire import UnreadableError, Wire

_LOOPBACK = "127.0.0.1"
_BACKLOG = 128
_IDLE_SECONDS = 60.0

Answering = Callable[[Received], Delivery]
"""From a request to what is sent back."""


class Listener:
    """Serves each name on a port of its own until it is closed; leaves no thread and no socket behind."""

    def __init__(self, answering: Mapping[str, Answering], ports: Mapping[str, int]) -> None:
        """`ports`: name -> port; 0 or absent for any that is free. Errors: OSError when a port is taken."""
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._connections: dict[socket.socket, threading.Thread] = {}
        self._wake, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self.ports: dict[str, int] = {}
        try:
            for name, answer in answering.items():
                self._listen(name, answer, ports.get(name, 0))
        except OSError:
            self._release()
            raise
        self._thread = threading.Thread(target=self._accept, name="simulator-accept", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop: no new connection, open ones are cut, every thread has ended when this returns."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._wake.send(b"x")
        self._thread.join()
        with self._lock:
            threads = [*self._connections.values()]
            for connection in self._connections:
                _cut(connection)
        for thread in threads:
            thread.join()
        self._release()

    def _listen(self, name: str, answer: Answering, port: int) -> None:
        listening = socket.create_server((_LOOPBACK, port), backlog=_BACKLOG)
        listening.setblocking(False)
        self.ports[name] = listening.getsockname()[1]
        self._selector.register(listening, selectors.EVENT_READ, answer)

    def _release(self) -> None:
        for key in tuple(self._selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._selector.close()
        self._wake.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            for key, _ in self._selector.select():
                if key.data is not None and isinstance(key.fileobj, socket.socket):
                    self._open(key.fileobj, key.data)

    def _open(self, listening: socket.socket, answer: Answering) -> None:
        try:
            connection, _ = listening.accept()
        except OSError:
            return  # The caller was gone before we could accept.
        connection.settimeout(_IDLE_SECONDS)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(
            target=self._serve, args=(connection, answer), name="simulator-connection", daemon=True
        )
        with self._lock:
            self._connections[connection] = thread
        thread.start()

    def _serve(self, connection: socket.socket, answer: Answering) -> None:
        try:
            _converse(Wire(connection, self._closing), answer)
        except OSError:
            pass  # The caller went away, or we are closing: either way this conversation is over.
        finally:
            _cut(connection)
            with self._lock:
                del self._connections[connection]
            connection.close()


def _converse(wire: Wire, answer: Answering) -> None:
    """Answer request after request until one side has had enough."""
    try:
        while (received := wire.read()) is not None:
            if not wire.write(answer(received)):
                return
    except UnreadableError as error:
        wire.refuse(error)


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # It may be cut already.
        connection.shutdown(socket.SHUT_RDWR)
