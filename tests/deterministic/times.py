"""Time: what really passes, what this process counts, and what the clock on the wall says."""

import random

from tests.deterministic.fate import Fate

TEN_YEARS = 315_360_000.0


class Times:
    """A clock of one seed; `true`: seconds that really passed. The wall may be set to anything, and ticks restart."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate
        self.true = 0.0
        self._wall = 1_795_000_000.0
        self._started = 0.0

    def now(self) -> float:
        """What the wall says."""
        return self._wall + self.true

    def monotonic(self) -> float:
        """Since this process started."""
        return self.true - self._started

    def sleep(self, seconds: float) -> None:
        """Errors: CrashError."""
        if self._fate.dead:
            return
        self._fate.tick("before a wait")
        self._fate.tell(f"   {seconds:g} s pass")
        self.true += seconds
        self._fate.tick("after a wait")

    def restart(self, chance: random.Random, jumps: float) -> None:
        """Some time passes until the next process; so often somebody sets the clock."""
        self.true += chance.choice((0.0, 0.0, 0.1, 2.0, 30.0))
        self._started = self.true
        if chance.random() < jumps:
            self._wall += chance.choice((-TEN_YEARS, TEN_YEARS, TEN_YEARS, -5.0, 5.0))
            self._fate.tell("   somebody sets the clock on the wall")
