"""`apply`, killed at its points: the plan is used at most once, and what it sent is found again."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from runbook.runtime.journal_contents import read_journal
from runbook.simulator.server import Simulator
from tests.crash.program import Forked

PLAY = """\
runbook: 1
name: cancel
title: Cancel a case
owner: ops
effect: irreversible
providers:
  kc: { contract: karmacheck, auth: { JWT: secrets.KARMACHECK_TOKEN } }
steps:
  - id: case
    call: kc.cancel_case
    with: { caseId: c-91 }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, then: settle }
    verify:
      call: kc.get_case
      with: { caseId: c-91 }
      holds: response.body.cases[0].secondaryStatus == 'Canceled'
      every: 10ms
      within: 50ms
rescue:
  - id: hand_over
    handover: { to: ops, note: "{{ failure.because }}" }
"""
APPLY = ["apply", "change.plan.json", "-o", "json"]


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def forked(tmp_path: Path) -> Iterator[Forked]:
    with Forked(tmp_path / "cache") as program:
        yield program


def planned(place: Path, simulator: Simulator, forked: Forked) -> None:
    """A plan in a world where nothing has happened yet; it is made once."""
    simulator.reset()
    shutil.rmtree(place / "state", ignore_errors=True)
    if not (place / "change.plan.json").exists():
        (place / "play.yaml").write_text(PLAY)
        server = f"kc={simulator.servers['karmacheck']}"
        words = ["plan", "play.yaml", "-e", "simulator", "--server", server, "-o", "change.plan.json"]
        assert forked.start(words, place).status == 0
        shutil.copytree(place / "state", place / "before")
    else:
        shutil.copytree(place / "before", place / "state")


def cancels(simulator: Simulator) -> int:
    return sum(entry.path.endswith("/cancel") for entry in simulator.ledger.entries())


def open_runs(place: Path) -> list[str]:
    """The runs that began, the newest last."""
    return [path.stem for path in sorted((place / "state" / "runs").glob("r-*.db")) if read_journal(path).events]


def test_killed_anywhere_it_is_applied_at_most_once(tmp_path: Path, simulator: Simulator, forked: Forked) -> None:
    planned(tmp_path, simulator, forked)
    whole = forked.start(APPLY, tmp_path)
    assert (whole.status, cancels(simulator)) == (0, 1), whole.err
    claim = len(whole.points) - whole.points[::-1].index("once.link") - 1
    first = {name: whole.points.index(name) for name in ("journal.create", "wire.connect", "wire.written")}
    assert first["journal.create"] < claim < first["wire.connect"]
    for at in sorted({*first.values(), *range(claim - 1, claim + 3)}):
        planned(tmp_path, simulator, forked)
        point = whole.points[at]
        killed = forked.start(APPLY, tmp_path, f"kill:{point}:{whole.points[: at + 1].count(point)}")
        assert killed.status == -9, (at, killed.err)
        again = forked.start(APPLY, tmp_path)
        used = at > claim
        assert again.status == (4 if used else 0), (at, point, again.out)
        assert not used or json.loads(again.out)["findings"][0]["rule"] == "plan-used"
        for run in open_runs(tmp_path):
            forked.start(["resume", run, "-o", "json"], tmp_path)
        left = point != "wire.connect"  # after that nobody knows, and nothing is sent again
        assert cancels(simulator) == int(left and bool(open_runs(tmp_path))), (at, point)


def test_a_full_disk_before_the_claim_leaves_the_plan_unused(
    tmp_path: Path, simulator: Simulator, forked: Forked
) -> None:
    for point in ("once.write", "once.link"):
        planned(tmp_path, simulator, forked)
        failed = forked.start(APPLY, tmp_path, f"fail:{point}:1:ENOSPC")
        assert failed.status == 4, failed.err
        assert json.loads(failed.out)["findings"][0]["rule"] == "state-directory"
        assert cancels(simulator) == 0
        assert forked.start(APPLY, tmp_path).status == 0
        assert cancels(simulator) == 1
