"""Kills at chosen points, and what became of each run."""

import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.crash.judgement import IN_DOUBT, NOTHING, ONCE, Ending, ending, outcome, wrongs
from tests.crash.program import Ended
from tests.crash.scene import Scene, StuckError

TWICE, OTHERWISE = "twice", "wrong"
"""What must be 0: an effect or a request too many, and everything else that must not be."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A run that was killed. `at`: the points where it died; `became`: see `judgement`; `wrongs`: what must not be."""

    play: str
    at: tuple[str, ...]
    became: str
    wrongs: tuple[str, ...]
    order: str

    @property
    def column(self) -> str:
        """Where it counts in the table."""
        if any(one.startswith(("twice", "blind")) for one in self.wrongs):
            return TWICE
        return OTHERWISE if self.wrongs else self.became


@dataclass(frozen=True, slots=True)
class Road:
    """The play when nobody disturbs it: its end, the points of its first start, and of its second if it has one."""

    ending: Ending
    first: tuple[str, ...]
    second: tuple[str, ...]


def undisturbed(scene: Scene) -> Road:
    """How the play goes when nobody disturbs it."""
    scene.begin()  # once more than needed: what is kept in the cache is written by the first run only
    first = scene.begin()
    starts = scene.go_on(first)
    assert wrongs(scene, ending(scene)) == []
    assert [one.status for one in (first, *starts) if one.status < 0] == []
    return Road(ending(scene), first.points, starts[0].points if starts else ())


def trial(scene: Scene, right: Ending, first: str, second: str = "") -> Trial | None:
    """The play killed by the first order, and its resumption by the second; None when it did not die."""
    begun = scene.begin(first)
    at = _died(begun)
    try:
        starts = scene.go_on(begun, second)
    except StuckError as error:
        return Trial(scene.play.name, at or ("none",), "stuck", (f"stuck: {error}",), f"{first} {second}")
    at += tuple(point for one in starts for point in _died(one))
    if not at:
        return None
    found = tuple(wrongs(scene, right))
    return Trial(scene.play.name, at, outcome(scene), found, f"{first} {second}".strip())


def _died(ended: Ended) -> tuple[str, ...]:
    return (ended.points[-1],) if ended.status == -signal.SIGKILL else ()


def every_kill(scene: Scene) -> Iterator[Trial]:
    """A kill at each point of the first start, and of the second."""
    road = undisturbed(scene)
    for number in range(1, len(road.first) + 1):
        yield from _one(trial(scene, road.ending, f"kill:*:{number}"))
    for number in range(1, len(road.second) + 1):
        yield from _one(trial(scene, road.ending, "", f"kill:*:{number}"))


def every_call(scene: Scene, step: int) -> Iterator[Trial]:
    """A kill at each `step`th call to the system of the first start."""
    road = undisturbed(scene)
    for number in range(1, len(road.first) + 1, step):
        yield from _one(trial(scene, road.ending, f"kill:call:{number}"))


def some_kills(scene: Scene, share: int, random: Random, kinds: Sequence[str] = ()) -> Iterator[Trial]:
    """A kill at `1/share` of the points, every one of these kinds at least once (all without), and one twice."""
    road = undisturbed(scene)
    for number in _chosen(road.first, share, random, kinds):
        yield from _one(trial(scene, road.ending, f"kill:*:{number}"))
    for number in _chosen(road.second, share, random, kinds):
        yield from _one(trial(scene, road.ending, "", f"kill:*:{number}"))
    yield from _double(scene, road, random)


def _chosen(points: Sequence[str], share: int, random: Random, kinds: Sequence[str]) -> list[int]:
    """Some numbers of points, from 1."""
    wanted = set(random.sample(range(len(points)), len(points) // share))
    for kind in sorted({_kind(point) for point in points}):
        places = [number for number, point in enumerate(points) if _kind(point) == kind]
        if kind in (kinds or (kind,)) and not wanted & set(places):
            wanted.add(random.choice(places))
    return [number + 1 for number in sorted(wanted)]


def double_kills(scene: Scene, count: int, random: Random) -> Iterator[Trial]:
    """Kills of the first start, and again while it is resumed."""
    road = undisturbed(scene)
    for _ in range(count):
        yield from _double(scene, road, random)


def _double(scene: Scene, road: Road, random: Random) -> Iterator[Trial]:
    first, second = random.randint(1, len(road.first)), random.randint(1, max(len(road.first) // 2, 10))
    yield from _one(trial(scene, road.ending, f"kill:*:{first}", f"kill:*:{second}"))


def _one(found: Trial | None) -> Iterable[Trial]:
    return () if found is None else (found,)


def table(trials: Sequence[Trial]) -> str:
    """Playbook x what it was doing -> kills, and what became of the runs that were last killed there."""
    became = (NOTHING, ONCE, IN_DOUBT, TWICE, OTHERWISE)
    lines = [f"{'playbook':<14}{'killed at':<11}{'kills':>6}" + "".join(f"{one:>14}" for one in became)]
    rows = sorted({(one.play, _kind(at)) for one in trials for at in one.at})
    for play, kind in [*rows, ("", "")]:
        kills = sum(1 for one in trials for at in one.at if play in ("", one.play) and kind in ("", _kind(at)))
        mine = [one for one in trials if play in ("", one.play) and kind in ("", _kind(one.at[-1]))]
        counts = Counter(one.column for one in mine)
        cells = "".join(f"{counts[one]:>14}" for one in became)
        lines.append(f"{play or 'all':<14}{kind:<11}{kills:>6}{cells}")
    return "\n".join(lines) + "\n"


def _kind(point: str) -> str:
    """What it was doing: the part of the point's name before the dot."""
    return point.split(".")[0]
