"""Time that passes only when everybody sleeps, and workers who sleep in it."""

import threading
from collections.abc import Callable


class VirtualTime:
    """Clock and workers in one. Sleeps cost nothing and end in their order; `jumps`: added to the wall clock.

    Each reading of the wall clock takes the next jump; the last one stays.
    """

    def __init__(self, *jumps: float, start: float = 1_795_000_000.0) -> None:
        self.ticks = 0.0
        self._start = start
        self._jumps = list(jumps) or [0.0]
        self._changed = threading.Condition()
        self._asleep: list[tuple[float, int]] = []
        self._sleeps = self._at_work = self._done = self._taken = 0

    def now(self) -> float:
        jump = self._jumps.pop(0) if len(self._jumps) > 1 else self._jumps[0]
        return self._start + self.ticks + jump

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        with self._changed:
            self._sleeps += 1
            me = (self.ticks + seconds, self._sleeps)
            self._asleep.append(me)
            self._at_work -= 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: me not in self._asleep)

    def begin(self, job: Callable[[], None]) -> None:
        with self._changed:
            self._at_work += 1
        threading.Thread(target=self._do, args=(job,), daemon=True).start()

    def _do(self, job: Callable[[], None]) -> None:
        job()
        with self._changed:
            self._at_work -= 1
            self._done += 1
            self._changed.notify_all()

    def let_work(self) -> None:
        """Until one more job is done, waking those who sleep one after the other."""
        with self._changed:
            while not self._changed.wait_for(lambda: self._at_work == 0) or self._done == self._taken:
                first = min(self._asleep)
                self.ticks = max(self.ticks, first[0])
                self._asleep.remove(first)
                self._at_work += 1
                self._changed.notify_all()
            self._taken += 1
