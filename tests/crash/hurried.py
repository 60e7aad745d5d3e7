"""The program with a clock that jumps over every wait: what was to last ten seconds is over at once, and counted so.

Real clocks run on beside it, so that deadlines of requests stay as they are.
"""

import threading
import time

from runbook.runtime.clock import SystemClock

_jumped = 0.0
_one_at_a_time = threading.Lock()


def _now(self: SystemClock) -> float:
    del self
    return time.time() + _jumped


def _monotonic(self: SystemClock) -> float:
    del self
    return time.monotonic() + _jumped


def _sleep(self: SystemClock, seconds: float) -> None:
    global _jumped
    if self._wake.wait(0):
        return
    with _one_at_a_time:
        _jumped += max(0.0, seconds)


SystemClock.now = _now  # type: ignore[method-assign]
SystemClock.monotonic = _monotonic  # type: ignore[method-assign]
SystemClock.sleep = _sleep  # type: ignore[method-assign]
