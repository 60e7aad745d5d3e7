"""THREATS R3: nothing leaves before its attempt is on the disk; when the disk refuses, nothing more leaves."""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runbook.interpreter.events import AnswerReceived, AttemptStarted, Purpose
from runbook.simulator.server import Simulator
from tests.crash.judgement import ending, wrongs
from tests.crash.plays import PLAYS
from tests.crash.program import Ended, Forked
from tests.crash.scene import Scene

CASE = "c-plain"
VERIFY = next(one for one in PLAYS if one.name == "verify")


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture(scope="module")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with Forked(tmp_path_factory.mktemp("cache")) as program:
        yield program


@pytest.fixture
def scene(tmp_path: Path, simulator: Simulator, forked: Forked) -> Scene:
    return Scene(VERIFY, tmp_path, simulator, forked)


def attempts(scene: Scene) -> int:
    return sum(isinstance(one, AttemptStarted) and one.purpose is Purpose.ACT for one in scene.events())


def answers(scene: Scene) -> int:
    return sum(isinstance(one, AnswerReceived) and one.purpose is Purpose.ACT for one in scene.events())


@pytest.mark.parametrize("error", ["ENOSPC", "EIO", "EROFS"])
def test_whenever_the_disk_refuses_nothing_more_leaves_and_nothing_is_lost_silently(scene: Scene, error: str) -> None:
    scene.begin()
    whole = scene.begin()
    right, commits = ending(scene), whole.points.count("journal.commit")
    assert commits > 5
    for number in (1, *range(2, commits, 3), commits) if error == "ENOSPC" else (4,):
        failed = scene.begin(f"fail:journal.commit:{number}:{error}")
        assert os.strerror(getattr(errno, error)) in failed.err + failed.out
        assert "Traceback" not in failed.err
        sent = scene.simulator.ledger.sent("cancel_case", CASE)
        assert sent == attempts(scene), number
        unanswered = sent > answers(scene)
        expected = (5,) if unanswered else (1, 5) if sent else (1, 4)
        assert failed.status in expected, (number, failed.err)
        assert ("case, attempt 1: 200" in failed.err) == unanswered, number
        if attempts(scene):
            scene.go_on(Ended(1, "", "", ()))
            assert wrongs(scene, right) == [], number


def test_a_ledger_that_cannot_be_written_keeps_everything_here(scene: Scene) -> None:
    points = set(scene.begin().points)
    assert {"ledger.begin", "ledger.commit"} <= points
    for point in ("ledger.begin", "ledger.commit"):
        failed = scene.begin(f"fail:{point}:1:ENOSPC")
        assert failed.status in (1, 2, 4), (point, failed.status, failed.err)
        assert scene.acts() == []
        assert "Traceback" not in failed.err


@pytest.mark.parametrize("point", ["file.create", "directory.fsync", "journal.create", "owner.lock", "owner.locked"])
def test_a_journal_that_cannot_be_made_is_said_and_nothing_is_sent(scene: Scene, point: str) -> None:
    failed = scene.begin(f"fail:{point}:1:ENOSPC")
    assert failed.status == 4, failed.err
    assert "No space left" in failed.err + failed.out
    assert [one for one in scene.simulator.ledger.entries() if one.operation] == []


def test_a_resumption_whose_disk_is_full_sends_nothing_and_can_be_tried_again(scene: Scene) -> None:
    scene.begin()
    scene.begin()
    right = ending(scene)
    killed = scene.begin("kill:wire.written:2")
    for number in (1, 2, 3):
        before = len(scene.simulator.ledger.entries())
        run = ["resume", scene.run, *scene._servers(), "-o", "json"]
        failed = scene.program.start(run, scene.place, f"fail:journal.commit:{number}:ENOSPC")
        assert failed.status in (1, 4, 5), failed.err
        assert "No space left" in failed.err + failed.out
        assert [one.method for one in scene.simulator.ledger.entries()[before:] if one.operation] in ([], ["GET"])
    scene.go_on(killed)
    assert wrongs(scene, right) == []
    assert scene.simulator.ledger.sent("cancel_case", CASE) == 1


def started(scene: Scene, cache: Path, size: int) -> "subprocess.CompletedProcess[str]":
    """The program in a process that may not write files larger than `size` bytes."""
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV")}
    environment |= {
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(cache),
        "RUNBOOK_STATE": str(scene.place / "state"),
        "RUNBOOK_CACHE": str(cache / "c"),
    }
    argv = ["run", "play.yaml", "-e", "simulator", *scene._servers(), "-o", "json"]
    return subprocess.run(
        [sys.executable, "-m", "runbook", *argv],
        env=environment,
        cwd=scene.place,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_real_limit_to_the_size_of_files_is_met_before_or_after_a_send_and_never_lost(
    scene: Scene, tmp_path: Path
) -> None:
    seen = set()
    for size in (2_000, 60_000, 1_200_000):
        scene.begin("fail:owner.lock:1:EIO")  # a world where nothing has happened
        done = started(scene, tmp_path, size)
        assert done.returncode in (0, 1, 2, 4, 5), done.stderr
        assert "Traceback" not in done.stderr
        assert scene.simulator.ledger.sent("cancel_case", CASE) == attempts(scene)
        if done.returncode == 5:
            assert json.loads(done.stdout)["in_doubt"]
        seen.add(done.returncode)
    assert {0, 4} <= seen
