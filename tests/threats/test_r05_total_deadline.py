"""R5: every request ends within its deadline and half a second, and many cuts leave nothing behind.

`RUNBOOK_MANY=1` cuts 10,000 requests instead of 500.
"""

import os
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from runbook.providers.answer import NoAnswer, NotSent, RawResponse
from runbook.runtime.deadline import Deadline
from runbook.runtime.tls import trust
from runbook.runtime.wire import Message, Wire
from tests.runtime import servers
from tests.runtime.servers import Behaviour, Peer, answers, response, serving
from tests.threats.stage import PLAY, Stage

CUTS = 10_000 if os.environ.get("RUNBOOK_MANY") else 500
DEADLINE = 0.3


def stall_after_head(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n")
    peer.stall()


def drip_chunks(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while peer.pause(0.05):
        peer.send(b"1\r\nx\r\n")


def drip_one_header_byte(peer: Peer) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nx-a: " + b"b" * 1000:
        if not peer.pause(0.05):
            return
        peer.send(bytes([byte]))


def half_and_wait(peer: Peer) -> None:
    """Half an answer, and then nothing until the client has gone."""
    peer.send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")
    while peer.connection.recv(65536):
        pass


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether it holds soon: the test's own servers need a moment to notice that their clients are gone."""
    end = time.monotonic() + 5
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


MODES: dict[str, Behaviour] = {
    "drip": servers.drip,
    "drip_chunks": drip_chunks,
    "drip_headers": drip_one_header_byte,
    "interim_flood": servers.interim_flood,
    "infinite_chunked": servers.infinite_chunked,
    "stall": servers.stall,
    "stall_after_head": stall_after_head,
    "stall_in_body": servers.stall_in_body,
}


def test_every_mode_ends_within_the_deadline_and_half_a_second() -> None:
    """All at once, each in a thread, so that one that hangs is seen beside the others."""
    took: dict[str, float] = {}
    replies: dict[str, object] = {}

    def one(mode: str, behaviour: Behaviour) -> None:
        with serving(behaviour) as served:
            wire = Wire(trust())
            began = time.monotonic()
            replies[mode] = wire.exchange(Message("POST", served.url, "/x"), Deadline(DEADLINE))
            took[mode] = time.monotonic() - began

    def tls() -> None:
        with serving(servers.stall, reads=False) as served:
            wire = Wire(trust())
            began = time.monotonic()
            replies["tls"] = wire.exchange(
                Message("POST", f"https://127.0.0.1:{served.port}", "/x"), Deadline(DEADLINE)
            )
            took["tls"] = time.monotonic() - began

    threads = [threading.Thread(target=one, args=item) for item in MODES.items()] + [threading.Thread(target=tls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert set(took) == {*MODES, "tls"}
    assert {mode: seconds for mode, seconds in took.items() if seconds > DEADLINE + 0.5} == {}
    assert {mode for mode, reply in replies.items() if isinstance(reply, NotSent)} == {"tls"}
    assert all(isinstance(reply, NoAnswer) for mode, reply in replies.items() if mode != "tls")


def test_after_many_cuts_the_next_hundred_requests_succeed_with_as_many_descriptors_and_threads() -> None:
    wire = Wire(trust())
    with serving(half_and_wait, reads=False) as slow, serving(answers(response(200, b"mine"))) as good:
        for served in (slow, good):
            wire.exchange(Message("POST", served.url, "/warm"), Deadline(0.2))
        assert eventually(lambda: threading.active_count() <= 4)
        before = descriptors()
        for number in range(CUTS):
            reply = wire.exchange(Message("POST", slow.url, f"/{number}"), Deadline(0.002))
            assert not isinstance(reply, RawResponse)
        for number in range(100):
            reply = wire.exchange(Message("POST", good.url, f"/{number}"), Deadline(5))
            assert isinstance(reply, RawResponse)
            assert reply.body == b"mine"
        assert eventually(lambda: descriptors() <= before)
    assert not [thread for thread in threading.enumerate() if thread.name == "resolver"]


@pytest.mark.parametrize("mode", ["drip_headers", "stall_in_body"])
def test_a_run_ends_in_doubt_within_its_timeout(mode: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path, PLAY.replace("timeout: 5s", "timeout: 1s"))
    with serving(MODES[mode]) as served:
        began = time.monotonic()
        done = stage.play(*stage.arguments(served.url))
        took = time.monotonic() - began
    assert done.code == 5, done.out + done.err
    assert took < 1.5 + 0.5
    assert len(done.attempts) == 1
    assert re.search(r"no answer|no_answer", done.out)
