"""`python -m tests.crash`: every point of every playbook, and second kills; `--signals 100`: signals instead."""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from runbook.simulator.server import Simulator
from tests.crash.calls import Counted, compiled
from tests.crash.plays import PLAYS, Play
from tests.crash.program import Forked
from tests.crash.scene import Scene
from tests.crash.signals import EXITS, Interrupted, interruptions
from tests.crash.signals import table as interrupted_table
from tests.crash.trials import Trial, double_kills, every_call, every_kill, table


def main() -> int:
    """Kill everything everywhere; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("plays", nargs="*", help="only these; all by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--doubles", type=int, default=20, help="second kills per playbook")
    parser.add_argument("--signals", type=int, default=0, help="moments per signal, first and second, instead of kills")
    parser.add_argument("--calls", type=int, default=0, help="kill at each so many calls to the system instead")
    asked = parser.parse_args()
    if asked.signals:
        return _signals(asked.signals, asked.seed)
    plays = [play for play in PLAYS if play.name in asked.plays or not asked.plays]
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda play: _killed(play, asked.seed, asked.doubles, asked.calls), plays))
    trials = [one for some in found for one in some]
    print(table(trials))
    print(f"{sum(len(one.at) for one in trials)} kills in {time.monotonic() - began:.0f} s, seed {asked.seed}")
    for one in trials:
        for wrong in one.wrongs:
            print(f"WRONG {one.play} {one.order!r} at {one.at}: {wrong}")
    return 1 if any(one.wrongs for one in trials) else 0


def _signals(count: int, seed: int) -> int:
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        found = [one for some in pool.map(lambda name: _interrupted(name, count, seed), EXITS) for one in some]
    print(interrupted_table(found))
    print(f"{sum(one.times for one in found)} signals in {time.monotonic() - began:.0f} s, seed {seed}")
    for one in found:
        for wrong in one.wrongs:
            print(f"WRONG {one.order!r}: {wrong}")
    return 1 if any(one.wrongs for one in found) else 0


def _interrupted(name: str, count: int, seed: int) -> list[Interrupted]:
    loop = next(play for play in PLAYS if play.name == "loop")
    with tempfile.TemporaryDirectory() as folder, Simulator() as simulator, Forked(Path(folder)) as program:
        place = Path(folder) / "play"
        place.mkdir()
        scene = Scene(loop, place, simulator, program)
        both = (interruptions(scene, name, times, count, Random(f"{name} {times} {seed}")) for times in (1, 2))
        return [one for some in both for one in some]


def _killed(play: Play, seed: int, doubles: int, calls: int) -> list[Trial]:
    if calls:
        return _called(play, calls)
    with tempfile.TemporaryDirectory() as folder, Simulator() as simulator, Forked(Path(folder)) as program:
        place = Path(folder) / "play"
        place.mkdir()
        scene = Scene(play, place, simulator, program)
        trials = [*every_kill(scene), *double_kills(scene, doubles, Random(f"{play.name} {seed}"))]
    print(f"{play.name}: {sum(len(one.at) for one in trials)} kills", file=sys.stderr)
    return trials


def _called(play: Play, step: int) -> list[Trial]:
    with tempfile.TemporaryDirectory() as folder, Simulator() as simulator:
        place = Path(folder) / "play"
        place.mkdir()
        library = compiled(Path(folder))
        if library is None:
            raise SystemExit("no compiler here")
        return list(every_call(Scene(play, place, simulator, Counted(Path(folder), library)), step))


if __name__ == "__main__":
    sys.exit(main())
