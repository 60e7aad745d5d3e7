"""R2, R3: without a whole answer a cancel is in doubt and never sent again; an attempt is on disk before it leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from runbook.interpreter.events import AttemptStarted
from tests.runtime import servers
from tests.runtime.servers import Behaviour, Peer, answers, response, serving
from tests.threats.stage import PLAY, Stage

LOST: dict[str, Behaviour] = {
    "reset_after": servers.reset,
    "close_after": servers.close,
    "half_body": servers.half_body,
    "stall_after": servers.stall,
    "no HTTP": answers(b"\x15\x03\x01\x00\x02\x02\x28"),
    "error after the effect": answers(response(500, b"")),
    "bad gateway": answers(response(502, b"<html>")),
    "gateway timeout": answers(response(504, b"")),
}
JOURNAL = response(200, b'{"ok":true}', "content-type: application/json")


@pytest.mark.parametrize("mode", LOST)
def test_a_lost_answer_is_in_doubt_and_the_cancel_is_sent_once(mode: str, tmp_path: Path) -> None:
    retrying = PLAY.replace("timeout: 5s", "timeout: 500ms\n    retry: { at_most: 5, first: 1ms }")
    stage = Stage(tmp_path, retrying)
    with serving(LOST[mode]) as served:
        done = stage.play(*stage.arguments(served.url, "-i", "ids=a,b,c"))
        targets = [request.split(b" ")[1] for request in served.requests]
    assert done.code == 5, done.out
    assert len(targets) == len(set(targets))
    assert "in doubt" in done.out
    assert len(done.attempts) == len(targets)


def test_the_attempt_is_on_disk_before_the_first_byte_arrives(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    known: list[tuple[bytes, set[str]]] = []

    def look(peer: Peer) -> None:
        begun = {one.request["path"] for one in stage.events() if isinstance(one, AttemptStarted)}
        known.append((peer.read_request().split(b" ")[1], begun))
        peer.send(JOURNAL)

    with serving(look, reads=False) as served:
        assert stage.play(*stage.arguments(served.url, "-i", "ids=a,b,c")).code == 0
    assert len(known) == 3
    for target, begun in known:
        assert target.decode() in begun


@pytest.mark.parametrize("blocks", [0, 1, 8, 16, 24, 32])
def test_when_the_journal_cannot_grow_nothing_more_leaves(blocks: int, tmp_path: Path) -> None:
    """Files of this process end after so many blocks, as on a full disk."""
    stage = Stage(tmp_path)
    ids = ",".join(f"{'x' * 60}{number}" for number in range(40))
    with serving(answers(JOURNAL)) as served:
        words = [sys.executable, "-B", "-m", "runbook", *stage.arguments(served.url, "-i", f"ids={ids}")]
        script = f"ulimit -f {blocks}; trap '' XFSZ; exec " + " ".join(f"'{word}'" for word in words)
        done = subprocess.run(
            ["/bin/sh", "-c", script], env=stage.environment, capture_output=True, text=True, timeout=30, check=False
        )
        targets = {request.split(b" ")[1].decode() for request in served.requests}
    assert done.returncode in (1, 2, 4, 5), done.stderr
    assert (done.returncode in (2, 4)) == (not targets)
    assert "Traceback" not in done.stderr
    assert len(targets) < 40
    if targets:
        assert targets <= {one.request["path"] for one in stage.events() if isinstance(one, AttemptStarted)}
