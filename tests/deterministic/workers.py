"""One thread that does what is under way in any order."""

import random
from collections.abc import Callable

from tests.deterministic.fate import Fate, StuckError


class SeededWorkers:
    """Jobs wait until the run waits for them; then some are done. What was begun when a process dies may be done."""

    def __init__(self, chance: random.Random, fate: Fate) -> None:
        self._chance = chance
        self._fate = fate
        self._jobs: list[Callable[[], None]] = []
        self._findings = 0

    def begin(self, job: Callable[[], None]) -> None:
        """Sometimes it is done before anything else is."""
        if self._chance.random() < 0.2:
            self._done(job)
        else:
            self._jobs.append(job)

    def let_work(self) -> None:
        """Errors: StuckError, when nothing can ever come."""
        count = 1 if self._chance.random() < 0.7 else len(self._jobs)
        while self._jobs and (count > 0 or self._findings == 0) and not self._fate.dead:
            self._done(self._jobs.pop(int(self._chance.random() * len(self._jobs))))
            count -= 1
        if self._findings == 0:
            raise StuckError("the run waits, and nothing is under way")
        self._findings -= 1

    def woken(self) -> None:
        """Somebody interrupted the run, which is a finding too."""
        self._findings += 1

    def die(self) -> None:
        """The process is gone; its requests may be on their way."""
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            job()

    def _done(self, job: Callable[[], None]) -> None:
        job()
        self._findings += 1
