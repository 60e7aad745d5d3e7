"""Two runs of one playbook with the same inputs on one machine: the ledger stands between them."""

import random
from dataclasses import dataclass

from runbook.frozen import replace
from tests.deterministic.files import Files, StateDirectory
from tests.deterministic.invariants import violations
from tests.deterministic.shapes import RUN, shape_for
from tests.deterministic.simulation import Simulation, Weather, weather_of

SECOND = "r-20260102-000000-0002"


@dataclass(slots=True)
class Pair:
    """What became of two runs. `refused`: how many of them by the ledger; `story`: of both, when it was told."""

    violations: list[str]
    refused: int
    story: list[str]


def tried_together(seed: int, *, tells: bool = False) -> Pair:
    """The first dies, the second runs to its end, the first is taken up again."""
    shape, directory = shape_for(seed), StateDirectory()
    weather = replace(weather_of(seed), earlier=0.0, lies=False)

    def begun(run: str, weather: Weather, after: Simulation | None) -> Simulation:
        def files(one: Simulation) -> Files:
            return Files(run, random.Random(f"{run} {weather.seed}"), one.times, one.fate, directory)

        return Simulation(shape.of_run(run), weather, storage=files, after=after, tells=tells)

    first = begun(RUN, weather, None)
    first.play(lives=1)
    second = begun(SECOND, replace(weather, order=seed + 1), first)
    second.play()
    again = begun(RUN, replace(weather, order=seed + 2), second)
    if first.halt is None:
        again.play()
    runs = [second, again if first.halt is None else first]
    found = [violation for run in runs for violation in violations(run)]
    directory.remove()
    story = [line for run in (first, second, again) for line in ("", *(run.fate.story or []))]
    return Pair(found, sum(run.halt is not None and run.halt.value == "refused" for run in runs), story)
