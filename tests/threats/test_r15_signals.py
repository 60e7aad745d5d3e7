"""THREATS R15: the first signal sends nothing new and records what comes back, the second leaves; nothing is lost."""

from collections.abc import Iterator
from random import Random

import pytest

from runbook.simulator.server import Simulator
from tests.crash.plays import PLAYS
from tests.crash.program import Forked
from tests.crash.scene import Scene
from tests.crash.signals import EXITS, Interrupted, interruptions, table

MOMENTS = 2
"""`python -m tests.crash --signals 100` tries a hundred of each."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    place = tmp_path_factory.mktemp("scene")
    loop = next(one for one in PLAYS if one.name == "loop")
    with Simulator() as simulator, Forked(place) as program:
        yield Scene(loop, place, simulator, program)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("signal", EXITS)
def test_a_signal_at_any_moment_stops_with_its_exit_code_and_nothing_is_lost(
    scene: Scene, signal: str, times: int
) -> None:
    found = list(interruptions(scene, signal, times, MOMENTS, Random(f"{signal} {times} 1")))
    assert [(one.order, one.wrongs) for one in found if one.wrongs] == []
    assert any(one.stopped for one in found)


def test_the_table_counts_moments_and_stops() -> None:
    one = Interrupted("int", 1, "int:*:4", 130, True, ())
    rows = [line.split() for line in table([one, Interrupted("int", 1, "int:*:9", 0, False, ("lost",))]).splitlines()]
    assert rows[1:] == [["int", "1", "2", "1", "130", "1"]]
