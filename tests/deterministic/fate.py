"""What befalls the process, and when: it is counted in ticks, one at every border between us and the world."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

STEPS = 90
"""About as many borders as a small run crosses."""


FEW = 3
"""Borders of one name."""


class Blow(Enum):
    """What can befall a process."""

    KILL = "killed"
    POWER = "power cut"
    FULL = "disk full"
    INTERRUPT = "interrupted"


class CrashError(BaseException):
    """The process is gone. No code of a program sees this."""


class StuckError(Exception):
    """Somebody waits for something that can never come."""


@dataclass(slots=True)
class Fate:
    """The blows of one seed, each so many ticks after the start of its process.

    `dead`: the process is gone, and whatever still runs of it must not touch the world. `tell`: for the story.
    `only`: blows fall at borders of this name alone.
    """

    chance: random.Random
    blows: int
    only: str = ""
    left: int = 0
    blow: Blow | None = None
    dead: bool = False
    disk_full: bool = False
    interrupt: Callable[[], None] | None = None
    met: list[Blow] = field(default_factory=list)
    story: list[str] | None = None

    def tell(self, text: str) -> None:
        """One line of the story, when somebody wants it."""
        if self.story is not None:
            self.story.append(text)

    def begin(self) -> None:
        """A process starts."""
        self.dead = self.disk_full = False
        self.blow = None
        if len(self.met) < self.blows:
            kinds = (Blow.KILL, Blow.POWER, Blow.KILL, Blow.POWER, Blow.FULL, Blow.INTERRUPT)
            self.blow = kinds[int(self.chance.random() * len(kinds))]
            self.left = 1 + int(self.chance.random() ** 1.5 * (FEW if self.only else STEPS))

    def tick(self, where: str) -> None:
        """One border. Errors: CrashError, when the process dies here or is dead already."""
        if self.dead:
            raise CrashError
        if self.blow is None or self.only not in ("", where):
            return
        self.left -= 1
        if self.left > 0:
            return
        blow, self.blow = self.blow, None
        self.met.append(blow)
        self.tell(f"** {blow.value} {where}")
        match blow:
            case Blow.KILL | Blow.POWER:
                self.dead = True
                raise CrashError
            case Blow.FULL:
                self.disk_full = True
            case Blow.INTERRUPT:
                if self.interrupt is not None:
                    self.interrupt()
