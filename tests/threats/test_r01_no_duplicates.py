"""THREATS R1: killed on entry of a call to the system, or while money moves, nothing happens twice and nothing is lost.

`python -m tests.crash` kills at every point, `--calls 1` at every call that changes a file or touches the network.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from runbook.simulator.server import Simulator
from tests.crash.calls import Counted, compiled
from tests.crash.judgement import wrongs
from tests.crash.plays import PLAYS, Play
from tests.crash.program import Forked
from tests.crash.scene import Scene
from tests.crash.trials import trial, undisturbed

MONEY = Play(
    "money",
    """\
  - id: card
    call: vault.cancel_card_request
    with: { id: 124102 }
    outcomes:
      - { status: 400, then: settle }
    verify:
      before: read
      call: vault.list_cards
      holds: >-
        124102 not in response.body.cards
        | selectattr('cardRequestId', 'defined') | map(attribute='cardRequestId') | list
      every: 10ms
      within: 20ms
""",
    more="  vault: { contract: vault, auth: { bearer: secrets.VAULT_TOKEN } }\n",
    providers=("kc=karmacheck", "vault=vault"),
)


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


def test_money_is_paid_back_once_wherever_the_process_dies(tmp_path: Path, simulator: Simulator) -> None:
    with Forked(tmp_path) as program:
        scene = Scene(MONEY, tmp_path, simulator, program)
        right = undisturbed(scene).ending
        assert [times for _, times in right.applied] == [1]
        second = [f"wire.{what}:2" for what in ("connected", "written", "received")]  # the first is a look before
        for point in (*second, *(f"journal.committed:{number}" for number in (4, 5, 6))):
            tried = trial(scene, right, f"kill:{point}")
            assert tried is not None, point
            assert tried.wrongs == (), point
            assert simulator.double_refunds == 0


def test_a_death_on_entry_of_a_call_to_the_system_loses_and_repeats_nothing(
    tmp_path: Path, simulator: Simulator
) -> None:
    library = compiled(tmp_path)
    if library is None:
        pytest.skip("no C compiler here")
    program = Counted(tmp_path, library)
    scene = Scene(next(one for one in PLAYS if one.name == "lost"), tmp_path, simulator, program)
    right = undisturbed(scene).ending
    calls = program.calls
    assert calls > 50
    for place in (calls // 2, calls * 5 // 6):
        tried = trial(scene, right, f"kill:call:{place}")
        assert tried is not None
        assert tried.wrongs == ()
        assert wrongs(scene, right) == []
