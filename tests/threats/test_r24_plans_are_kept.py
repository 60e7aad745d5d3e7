"""R24: what is applied is what was planned, byte for byte; whatever changed in between refuses, and nothing is sent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from runbook.interpreter.events import RunStarted
from runbook.planning.plan_file import rendered
from runbook.simulator.server import Simulator
from runbook.values.canonical import digest, digest_bytes
from tests.threats.stage import CANARY, PLAY, ROOT, Stage

OVERLAY = """\
overlay: 1.0.0
info: { title: Ours, version: "1" }
actions:
  - target: $.info
    update: { description: ours }
"""
INNER = PLAY.replace("name: cancel-things", "name: inner").replace("api.yaml", "api.yaml\n    overlay: ours.yaml")
OUTER = """\
runbook: 1
name: outer
title: Cancel things
owner: ops
effect: irreversible
inputs:
  text: { type: string, default: plain }
steps:
  - id: inner
    use: inner.yaml
    with: { text: "{{ inputs.text }}" }
"""
NOBODY = "kc=http://127.0.0.1:1"


def planned(place: Path) -> Stage:
    stage = Stage(place)
    stage.write("inner.yaml", INNER)
    stage.write("ours.yaml", OVERLAY)
    stage.write("outer.yaml", OUTER)
    where = ["-e", "stage", "--server", NOBODY.replace("kc", "api"), "-o", str(place / "p.json")]
    done = stage.play("plan", str(place / "outer.yaml"), *where)
    assert done.code == 0, done.err
    return stage


def replaced(name: str, old: str, new: str) -> Callable[[Stage], object]:
    def change(stage: Stage) -> None:
        text = (stage.place / name).read_text()
        assert old in text
        stage.write(name, text.replace(old, new, 1))

    return change


def resealed(*path: str, value: object) -> Callable[[Stage], object]:
    def change(stage: Stage) -> None:
        document = json.loads((stage.place / "p.json").read_text())
        inner = document
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value
        members = {name: one for name, one in document.items() if name != "seal"}
        stage.write("p.json", rendered({**members, "seal": digest(members)}))

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replaced("outer.yaml", "owner: ops", "owner: dev"), "the playbook changed"),
        (replaced("inner.yaml", "refused", "no"), "a text that the playbook is made of changed"),
        (replaced("api.yaml", "Cancelled", "Canceled"), "a text that the playbook is made of changed"),
        (replaced("ours.yaml", "ours }", "theirs }"), "a text that the playbook is made of changed"),
        (replaced("p.json", '"plain"', '"other"'), "changed after it was written"),
        (resealed("plan", "dry_run", "inputs", value={"text": "other"}), ""),
        (resealed("plan", "dry_run", "environment", value="prod"), ""),
        (
            resealed("plan", "servers", value={}),
            "the server of api was http://127.0.0.1:1 and is https://things.example",
        ),
        (resealed("plan", "engine", value="0.0.9"), "the plan was made by runbook 0.0.9"),
        (resealed("plan", "adapters", "api", "digest", value="x"), "the adapter of api changed"),
        (lambda stage: stage.more.update(KC_TOKEN="another-canary-0123456789"), "KC_TOKEN is another credential"),
        (lambda stage: (stage.place / "inner.yaml").unlink(), "does not exist"),
    ],
)
def test_whatever_changed_is_named_and_nothing_is_sent(
    change: Callable[[Stage], object], said: str, tmp_path: Path
) -> None:
    stage = planned(tmp_path)
    change(stage)
    done = stage.play("apply", str(tmp_path / "p.json"))
    assert done.code in (2, 4), done.err
    assert said in done.err
    assert done.events == ()
    assert stage.journals() == []


def test_another_environment_is_refused(tmp_path: Path) -> None:
    stage = planned(tmp_path)
    assert stage.play("apply", str(tmp_path / "p.json"), "-e", "prod").code == 4


def test_no_secret_is_in_a_plan(tmp_path: Path) -> None:
    planned(tmp_path)
    text = (tmp_path / "p.json").read_text()
    assert "KC_TOKEN" in text
    assert not [piece for piece in (CANARY, CANARY[:8], CANARY[-8:]) if piece in text]


def test_what_is_applied_is_what_was_planned_digest_for_digest(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    case = str(ROOT / "playbooks/karmacheck/cancel-case.yaml")
    file = tmp_path / "p.json"
    with Simulator() as simulator:
        server = f"kc={simulator.servers['karmacheck']}"
        inputs = ["-i", "case_id=c-91", "-i", "service_ids=s1,s2"]
        assert stage.play("plan", case, *inputs, "-e", "simulator", "--server", server, "-o", str(file)).code == 0
        assert simulator.ledger.entries() == ()
        done = stage.play("apply", str(file))
        assert done.code == 0, done.err
        plan = json.loads(file.read_text())["plan"]["dry_run"]
        shown = {one["digest"] for step in plan["steps"] for one in (*step["requests"], *step["reads"])}
        assert done.attempts
        assert {attempt.digest for attempt in done.attempts} <= shown
        assert len(done.attempts) == len(simulator.ledger.entries())
        (started,) = [event for event in done.events if isinstance(event, RunStarted)]
        assert started.plan == digest_bytes(file.read_bytes())
