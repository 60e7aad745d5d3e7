"""Servers that misbehave in every way a network can, on real sockets: one behaviour per function."""

import contextlib
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Callable, Iterator

Behaviour = Callable[["Peer"], None]


class Peer:
    """One accepted connection. `quit`: set when the test is over, so that no behaviour outlives it."""

    def __init__(self, connection: socket.socket, quit: threading.Event) -> None:
        self.connection = connection
        self.quit = quit

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def pause(self, seconds: float) -> bool:
        """Whether to go on after that long."""
        return not self.quit.wait(seconds)

    def stall(self) -> None:
        self.quit.wait(30)

    def read_request(self) -> bytes:
        """The head and the body of one request."""
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self.connection.recv(65536)
            if not piece:
                return data
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self.connection.recv(65536)
        return head + b"\r\n\r\n" + body

    def reset(self) -> None:
        """Close with RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


class Served:
    """A running server. `requests`: every request it read, whole; `connections`: how many it accepted."""

    def __init__(self, port: int, scheme: str) -> None:
        self.url = f"{scheme}://localhost:{port}" if scheme == "https" else f"http://127.0.0.1:{port}"
        self.port = port
        self.requests: list[bytes] = []
        self.connections = 0


@contextlib.contextmanager
def serving(behaviour: Behaviour, context: ssl.SSLContext | None = None, *, reads: bool = True) -> Iterator[Served]:
    """A server on loopback that treats every connection like this; with `reads` it reads one request first."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    listener.settimeout(0.02)
    quit = threading.Event()
    served = Served(listener.getsockname()[1], "https" if context else "http")
    threads: list[threading.Thread] = []

    def handle(connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), connection:
            connection.settimeout(10)
            secured = context.wrap_socket(connection, server_side=True) if context else connection
            with secured:
                peer = Peer(secured, quit)
                if reads:
                    served.requests.append(peer.read_request())
                behaviour(peer)

    def accept() -> None:
        while not quit.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = listener.accept()
                served.connections += 1
                threads.append(threading.Thread(target=handle, args=(connection,), daemon=True))
                threads[-1].start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield served
    finally:
        quit.set()
        acceptor.join()
        listener.close()
        for thread in threads:
            thread.join(5)


def response(status: int, body: bytes, *headers: str) -> bytes:
    """A well-formed answer."""
    lines = [f"HTTP/1.1 {status} Whatever", f"content-length: {len(body)}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def answers(data: bytes) -> Behaviour:
    """Send exactly these bytes and close."""
    return lambda peer: peer.send(data)


def drip(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    while peer.pause(0.1):
        peer.send(b"x")


def drip_headers(peer: Peer) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 1000:
        if not peer.pause(0.1):
            return
        peer.send(bytes([byte]))


def interim_flood(peer: Peer) -> None:
    while not peer.quit.is_set():
        peer.send(b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" * 10)
        peer.pause(0.001)


def infinite_chunked(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while not peer.quit.is_set():
        peer.send(b"1\r\nx\r\n" * 50)
        peer.pause(0.001)


def endless_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while not peer.quit.is_set():
        peer.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def endless_headers(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n")
    while not peer.quit.is_set():
        peer.send(b"x-a: b\r\n" * 1000)


def stall(peer: Peer) -> None:
    peer.stall()


def stall_in_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")
    peer.stall()


def reset(peer: Peer) -> None:
    peer.reset()


def close(peer: Peer) -> None:
    """Nothing: the connection closes without an answer."""


def half_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")


def extra_response(peer: Peer) -> None:
    peer.send(response(200, b"mine") + response(200, b"somebody else's"))
    peer.stall()


def no_content_with_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 204 No Content\r\n\r\n" + response(200, b"somebody else's"))
    peer.stall()


def gzip_bomb(peer: Peer) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(64)) + packer.flush()
    peer.send(response(200, body, "content-encoding: gzip", "content-type: application/json"))


def tunnel(port: int) -> Behaviour:
    """A proxy: whatever host is asked for, the bytes go to that port of this machine."""

    def behaviour(peer: Peer) -> None:
        with socket.create_connection(("127.0.0.1", port)) as upstream:
            peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(upstream, peer.connection), daemon=True)
            back.start()
            _pump(peer.connection, upstream)
            back.join(5)

    return behaviour


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
