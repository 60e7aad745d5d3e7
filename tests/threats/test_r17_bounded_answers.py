"""R17: whatever size an answer has, memory stays below 300 MB, and encodings nobody asked for are refused."""

import gzip
import json
import threading
import zlib
from pathlib import Path

import pytest

from tests.runtime import servers
from tests.runtime.servers import Behaviour, Peer, answers, response, serving
from tests.threats.stage import PLAY, Stage

JSON = "content-type: application/json"


def huge_length(peer: Peer) -> None:
    """A gigabyte that is announced and really sent."""
    peer.send(f"HTTP/1.1 200 OK\r\n{JSON}\r\ncontent-length: {1 << 30}\r\n\r\n".encode())
    piece = b" " * (1 << 16)
    for _ in range(1 << 14):
        peer.send(piece)


def huge_header(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nx-a: " + b"b" * (64 << 20) + b"\r\n\r\n")


def huge_status_line(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 " + b"O" * (64 << 20))


def huge_chunk_size(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n" + b"f" * (16 << 20) + b"\r\n")


def huge_trailers(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n" + b"x-a: b\r\n" * 2_000_000)


def many_headers(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"x-%d: b\r\n" % n for n in range(100_000)) + b"\r\n")


def packed(data: bytes, *names: str) -> Behaviour:
    """An answer packed as its content-encoding says."""
    for name in names:
        data = gzip.compress(data, 1) if name == "gzip" else zlib.compress(data, 1)
    return answers(response(200, data, JSON, f"content-encoding: {', '.join(names)}"))


def body(data: bytes) -> Behaviour:
    return answers(response(200, data, JSON))


ZEROS = b"\0" * (64 << 20)
MODES: dict[str, Behaviour] = {
    "huge_length": huge_length,
    "endless_body": servers.endless_body,
    "endless_headers": servers.endless_headers,
    "infinite_chunked": servers.infinite_chunked,
    "huge_header": huge_header,
    "huge_status_line": huge_status_line,
    "huge_chunk_size": huge_chunk_size,
    "huge_trailers": huge_trailers,
    "many_headers": many_headers,
    "gzip_bomb": packed(ZEROS, "gzip"),
    "gzip_bomb_twice": packed(gzip.compress(ZEROS, 1), "gzip", "gzip"),
    "deflate_bomb": packed(ZEROS, "deflate"),
    "small gzip": packed(b'{"ok":true}', "gzip"),
    "deep_json": body(b"[" * 1_000_000),
    "deep_objects": body(b'{"a":' * 500_000),
    "huge_number": body(b'{"ok":' + b"9" * 1_000_000 + b"}"),
    "huge_text": body(json.dumps({"ok": True, "note": "x" * (7 << 20)}).encode()),
    "wide_json": body(b'{"ok":[' + b"1," * 2_000_000 + b"1]}"),
    "many_members": body(json.dumps({f"k{n}": n for n in range(300_000)}).encode()),
}


def test_all_of_them_are_answered_in_300_megabytes(tmp_path: Path) -> None:
    """One process asks them all; each is a run of its own."""
    stage = Stage(tmp_path, PLAY.replace("timeout: 5s", "timeout: 600ms"))
    commands: list[list[str]] = []
    with serving_all(MODES.values()) as urls:
        commands = [stage.arguments(url) for url in urls]
        measured = dict(zip(MODES, stage.limited(*commands), strict=True))
    for mode, done in measured.items():
        assert "Traceback" not in done.err, mode
        assert done.code == (0 if mode == "huge_text" else 5), (mode, done.out[-600:], done.err)
        assert done.peak < 300 << 10, (mode, done.peak)
        assert len(done.out) < 10_000, mode


@pytest.mark.parametrize(
    "encoding", ["gzip", "deflate", "br", "zstd", "compress", "x-gzip", "GZIP", "identity, gzip", "rot13"]
)
def test_an_encoding_that_nobody_asked_for_is_no_success(encoding: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(answers(response(200, b'{"ok":true}', JSON, f"content-encoding: {encoding}"))) as served:
        done = stage.play(*stage.arguments(served.url))
        assert b"accept-encoding: identity\r\n" in served.requests[0]
    assert done.code == 5, done.out


class serving_all:  # noqa: N801 - reads as what it does
    """Several servers at once; gives their URLs."""

    def __init__(self, behaviours: object) -> None:
        self._servers = [serving(behaviour) for behaviour in behaviours]

    def __enter__(self) -> list[str]:
        return [server.__enter__().url for server in self._servers]

    def __exit__(self, *error: object) -> None:
        threads = [threading.Thread(target=server.__exit__, args=(None, None, None)) for server in self._servers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
