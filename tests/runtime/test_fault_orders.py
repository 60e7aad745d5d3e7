import errno
import signal

import pytest

from runbook.runtime.fault_orders import POINTS, FaultOrderError, FaultPoints, reaching


def reaching_after(orders: str):
    points = FaultPoints()
    points.order(orders)
    return points.reach


def test_every_point_is_written_down_in_order(tmp_path) -> None:
    reached = reaching_after(f"list:{tmp_path / 'points'}")
    for name in ("a", "b", "a"):
        reached(name)
    assert (tmp_path / "points").read_text() == "a\nb\na\n"


def test_a_disk_that_is_full_stays_full() -> None:
    reached = reaching_after("fail:a:2:ENOSPC")
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
        reached = reaching_after("term:*:3;term:c:1")
        for name in ("a", "b", "c", "c", "c"):
            reached(name)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert came == [signal.SIGTERM, signal.SIGTERM]


def test_orders_can_be_given_later() -> None:
    reached = reaching("")
    reached("a")
    POINTS.order("fail:a:1:EROFS")
    with pytest.raises(OSError, match="Read-only"):
        reached("a")
    POINTS.order("")


@pytest.mark.parametrize(
    "order",
    ["kill", "kill:a", "kill::1", "kill:a:x", "explode:a:1", "fail:a:1", "fail:a:1:ENONE", "list:", "kill:a:1:b"],
)
def test_an_order_nobody_can_follow_is_refused(order) -> None:
    with pytest.raises(FaultOrderError, match="RUNBOOK_FAULT"):
        reaching_after(order)
