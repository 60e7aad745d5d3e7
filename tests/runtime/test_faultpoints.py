import errno
import os
import signal
import subprocess
import sys

import pytest

from runbook.runtime.faultpoints import FaultOrderError, FaultPoints, reach, reaching


def test_without_orders_a_point_is_passed() -> None:
    points = FaultPoints()
    passed = reaching(points, None)
    passed("journal.commit")
    assert not points.reached
    assert reach is not points.reach


def test_every_point_is_written_down_in_order(tmp_path) -> None:
    points = FaultPoints()
    reached = reaching(points, f"list:{tmp_path / 'points'}")
    for name in ("a", "b", "a"):
        reached(name)
    assert (tmp_path / "points").read_text() == "a\nb\na\n"


def test_a_disk_that_is_full_stays_full() -> None:
    reached = reaching(FaultPoints(), "fail:a:2:ENOSPC")
    reached("a")
    reached("b")
    for _ in range(2):
        with pytest.raises(OSError, match="No space left") as caught:
            reached("a")
        assert caught.value.errno == errno.ENOSPC
    reached("b")


def test_a_signal_comes_at_its_point_and_once() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: came.append(number))
    try:
        reached = reaching(FaultPoints(), "term:*:3;term:c:1")
        for name in ("a", "b", "c", "c", "c"):
            reached(name)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert came == [signal.SIGTERM, signal.SIGTERM]


def test_the_process_is_killed_at_the_point_and_does_nothing_more() -> None:
    program = "from runbook.runtime.faultpoints import reach\nfor name in 'aba': reach(name); print(name, flush=True)"
    environment = {**os.environ, "RUNBOOK_FAULT": "kill:a:2"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "a\nb\n")


def test_orders_can_be_given_later() -> None:
    points = FaultPoints()
    reached = reaching(points, "")
    reached("a")
    points.order("fail:a:1:EROFS")
    with pytest.raises(OSError, match="Read-only"):
        reached("a")


@pytest.mark.parametrize(
    "order",
    ["kill", "kill:a", "kill::1", "kill:a:x", "explode:a:1", "fail:a:1", "fail:a:1:ENONE", "list:", "kill:a:1:b"],
)
def test_an_order_nobody_can_follow_is_refused(order) -> None:
    with pytest.raises(FaultOrderError, match="RUNBOOK_FAULT"):
        reaching(FaultPoints(), order)
