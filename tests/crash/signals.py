"""Signals at chosen points: the first lets what is in flight come back, the second leaves at once; nothing is lost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from runbook.interpreter.events import AttemptStarted
from tests.crash.judgement import wrongs
from tests.crash.program import Ended
from tests.crash.scene import Scene, StuckError
from tests.crash.trials import Road, undisturbed

EXITS = {"int": 130, "term": 143, "hup": 129}


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A run that got one signal, or two. `stopped`: it ended by them; others had ended before they came."""

    signal: str
    times: int
    order: str
    status: int
    stopped: bool
    wrongs: tuple[str, ...]


def interruptions(scene: Scene, signal: str, times: int, count: int, random: Random) -> Iterator[Interrupted]:
    """The play, given `times` signals at seeded points, `count` times."""
    road = undisturbed(scene)
    for _ in range(count):
        places = sorted(random.sample(range(1, len(road.first) + 1), times))
        order = ";".join(f"{signal}:*:{place}" for place in places)
        yield _interrupted(scene, road, signal, times, order)


def _interrupted(scene: Scene, road: Road, signal: str, times: int, order: str) -> Interrupted:
    begun = scene.begin(order)
    over = (contents := scene.contents()) is not None and scene.is_over(contents)
    found = [] if over or begun.status == EXITS[signal] else _unexpected(begun)
    found += _sent_after(scene, begun, order)
    stopped = begun.status == EXITS[signal]
    try:
        scene.go_on(begun)
        found += wrongs(scene, road.ending)
    except StuckError as error:
        found.append(f"stuck: {error}")
    return Interrupted(signal, times, order, begun.status, stopped, tuple(found))


def _unexpected(begun: Ended) -> list[str]:
    return [f"exit {begun.status}: {begun.err}"]


def _sent_after(scene: Scene, begun: Ended, order: str) -> list[str]:
    """That after the first signal nothing more was begun than what was recorded already."""
    first = int(order.split(";")[0].split(":")[2])
    late = begun.points[first:].count("wire.connect")
    recorded = sum(isinstance(one, AttemptStarted) for one in scene.events())
    connected = begun.points.count("wire.connect")
    found = [f"sent {late} after the signal"] if late > 1 else []
    return found + ([f"recorded {recorded}, sent {connected}"] if connected > recorded else [])


def table(found: Sequence[Interrupted]) -> str:
    """Signal x first or second -> moments, how many stopped the run, and what was wrong."""
    lines = [f"{'signal':<8}{'times':>6}{'moments':>9}{'stopped':>9}{'exit':>6}{'wrong':>7}"]
    for (signal, times), moments in sorted(Counter((one.signal, one.times) for one in found).items()):
        mine = [one for one in found if (one.signal, one.times) == (signal, times)]
        stopped, wrong = sum(one.stopped for one in mine), sum(1 for one in mine if one.wrongs)
        lines.append(f"{signal:<8}{times:>6}{moments:>9}{stopped:>9}{EXITS[signal]:>6}{wrong:>7}")
    return "\n".join(lines) + "\n"
