"""One seed from end to end, and what many of them add up to."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from runbook.frozen import replace
from runbook.runtime.rest import Halt
from tests.deterministic.comparison import differences
from tests.deterministic.fate import Blow
from tests.deterministic.files import Files
from tests.deterministic.invariants import violations
from tests.deterministic.provider import Temper
from tests.deterministic.shapes import NUMBER_OF_SHAPES, RUN, shape_for
from tests.deterministic.simulation import REAL, Engine, Simulation, Weather, weather_of


@dataclass(slots=True)
class Trial:
    """A seed, its run, and what went against the rules."""

    seed: int
    run: Simulation
    violations: list[str]

    def story(self) -> str:
        """Everything that happened, numbered, for a person; the run must have been told to keep it."""
        lines = self.run.fate.story or []
        told = [f"{number:4} {line}" for number, line in enumerate((line for line in lines if line), 1)]
        found = [f"VIOLATION of seed {self.seed}: {one}" for one in self.violations] or ["no violation"]
        again = f"again: python -m tests.deterministic --seed {self.seed} -v"
        return "\n".join([self.run.shape.text, f"{self.run.weather}", *told, *found, again])


def tried(seed: int, *, engine: Engine = REAL, weather: Weather | None = None, tells: bool = False) -> Trial:
    """Play a seed and judge it. `weather`: another than its own."""
    shape, weather = shape_for(seed), weather or weather_of(seed)
    run = Simulation(shape, weather, engine=engine, storage=_files if weather.files else None, tells=tells)
    run.play()
    found = violations(run)
    run.storage.remove()
    if weather.temper is Temper.CALM and not weather.earlier:
        quiet = Simulation(shape, replace(weather, blows=0, speaks=1.0, order=seed + 1), engine=engine)
        quiet.play()
        found += [*violations(quiet), *differences(quiet, run)]
    return Trial(seed, run, found)


def _files(run: Simulation) -> Files:
    return Files(RUN, random.Random(f"files {run.weather.seed}"), run.times, run.fate)


def spread(shapes: int, each: int, start: int = 0) -> Iterator[int]:
    """So many seeds of each of so many playbooks."""
    for number in range(shapes):
        for turn in range(each):
            yield start + number + NUMBER_OF_SHAPES * turn


@dataclass(slots=True)
class Tally:
    """What many seeds add up to. `failed`: the first seeds that broke a rule, with what was broken."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def add(self, trial: Trial) -> None:
        """One more."""
        run, counts = trial.run, self.counts
        counts["seeds"] += 1
        counts["processes"] += run.lives
        for blow in run.fate.met:
            counts[blow.value] += 1
        counts["torn journals"] += run.torn
        counts["runs on real files"] += run.weather.files
        counts["requests that act"] += len(run.network.sent)
        counts["answers lost on the way"] += run.network.lost
        counts["sent again after proof"] += run.network.resent
        counts["words of people"] += run.words
        counts["things done"] += sum(len(thing.acts) for thing in run.provider.things.values())
        counts[f"ends: {run.ended.state.value}" if run.ended else f"rests: {_resting(run.halt)}"] += 1
        counts["violations"] += bool(trial.violations)
        self.failed += [(trial.seed, one) for one in trial.violations]

    def merge(self, other: "Tally") -> None:
        """Both together."""
        self.counts.update(other.counts)
        self.failed += other.failed

    def table(self) -> str:
        """For people."""
        first = [
            "seeds",
            "processes",
            *(blow.value for blow in Blow),
            "torn journals",
            "runs on real files",
            "requests that act",
        ]
        last = ["answers lost on the way", "sent again after proof", "words of people", "things done"]
        middle = sorted(name for name in self.counts if name.startswith(("ends: ", "rests: ")))
        rows = [*first, *last, *middle, "violations"]
        return "\n".join(f"{name:26}{self.counts[name]:>12,}" for name in rows)


def _resting(halt: Halt | None) -> str:
    return halt.value if halt is not None else "nowhere"
