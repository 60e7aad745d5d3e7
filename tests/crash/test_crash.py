"""The real program, killed for real; `python -m tests.crash` kills it at every point there is."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from runbook.simulator.server import Simulator
from tests.crash.judgement import IN_DOUBT, ONCE, ending
from tests.crash.plays import PLAYS, Play
from tests.crash.program import Forked, Fresh
from tests.crash.scene import Scene
from tests.crash.trials import Trial, some_kills, table, trial, undisturbed

SEED = "1"
SHARE = 150
"""One point in so many is tried here, and at least one of these kinds; of EVERYWHERE one of each kind there is."""

KINDS = ("journal", "wire")
EVERYWHERE = "lost"


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture(scope="module")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forked]:
    with Forked(tmp_path_factory.mktemp("cache")) as program:
        yield program


def play(name: str) -> Play:
    return next(one for one in PLAYS if one.name == name)


def wrong(trials: list[Trial]) -> list[str]:
    return [f"{one.order} at {one.at}: {what}" for one in trials for what in one.wrongs]


@pytest.mark.parametrize("one", PLAYS, ids=lambda one: one.name)
def test_killed_anywhere_and_resumed_it_ends_as_undisturbed_or_says_what_is_in_doubt(
    one: Play, tmp_path: Path, simulator: Simulator, forked: Forked
) -> None:
    scene = Scene(one, tmp_path, simulator, forked)
    random = Random(f"{one.name} {SEED}")
    trials = list(some_kills(scene, SHARE, random, () if one.name == EVERYWHERE else KINDS))
    assert wrong(trials) == []
    struck = {name.split(".")[0] for trial in trials for name in trial.at}
    # Where several steps work at once, the n-th point is another one each time.
    assert ({"journal", "wire"} if one.orderly else {"journal"}) <= struck
    assert one.name != EVERYWHERE or ONCE in {trial.became for trial in trials}


@pytest.mark.parametrize("point", ["journal.commit", "wire.written"])
def test_a_process_of_its_own_is_killed_and_resumed_as_well(tmp_path: Path, simulator: Simulator, point: str) -> None:
    scene = Scene(play("lost"), tmp_path, simulator, Fresh(tmp_path))
    road = undisturbed(scene)
    tried = trial(scene, road.ending, f"kill:{point}:{road.first.count(point)}")
    assert tried is not None
    assert tried.at == (point,)
    assert tried.wrongs == ()


def test_with_the_record_before_the_send_a_kill_sends_once(
    tmp_path: Path, simulator: Simulator, forked: Forked
) -> None:
    scene = Scene(play("verify"), tmp_path, simulator, forked)
    tried = trial(scene, undisturbed(scene).ending, "kill:wire.written:2")
    assert tried is not None
    assert tried.wrongs == ()
    assert simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_without_the_record_before_the_send_a_kill_sends_twice(tmp_path: Path, simulator: Simulator) -> None:
    with Forked(tmp_path, without="tests.crash.without_record") as program:
        scene = Scene(play("verify"), tmp_path, simulator, program)
        tried = trial(scene, undisturbed(scene).ending, "kill:wire.written:2")
    assert tried is not None
    assert "unrecorded: cancel_case c-plain" in tried.wrongs
    assert simulator.ledger.sent("cancel_case", "c-plain") == 2


def test_without_the_disarming_of_4xx_a_cancel_that_worked_counts_as_refused(
    tmp_path: Path, simulator: Simulator, forked: Forked
) -> None:
    right = undisturbed(Scene(play("phantom"), tmp_path, simulator, forked)).ending
    with Forked(tmp_path, without="tests.crash.without_disarming") as program:
        scene = Scene(play("phantom"), tmp_path, simulator, program)
        scene.begin()
        wrongly = ending(scene)
    assert (right.state, right.applied) != (wrongly.state, frozenset())
    assert right.applied == wrongly.applied
    assert (right.outputs, wrongly.outputs) == ("{'case': 'done'}", "{'case': 'failed'}")


def test_the_table_counts_each_kill_where_it_struck() -> None:
    trials = [
        Trial("loop", ("wire.read",), ONCE, (), ""),
        Trial("loop", ("wire.read", "journal.commit"), IN_DOUBT, (), ""),
        Trial("loop", ("wire.write",), ONCE, ("twice: cancel_case c-1",), ""),
    ]
    rows = [line.split() for line in table(trials).splitlines()]
    assert rows[1:] == [
        ["loop", "journal", "1", "0", "0", "1", "0", "0"],
        ["loop", "wire", "3", "0", "1", "0", "1", "0"],
        ["all", "4", "0", "1", "1", "1", "0"],
    ]
