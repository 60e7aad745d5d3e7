"""Time: the machine's clocks, and sleep that somebody can end."""

import threading
import time


class SystemClock:
    """The machine's own clocks. `wake`: setting it ends every sleep, so that an interrupted run need not wait."""

    def __init__(self, wake: threading.Event | None = None) -> None:
        self._wake = wake or threading.Event()

    def now(self) -> float:
        """Wall time, seconds since the epoch; for display only."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds that never jump; for waits and deadlines."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass, or less of it when somebody wakes us."""
        self._wake.wait(max(0.0, seconds))
