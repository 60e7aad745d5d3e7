"""Each folder here is a story: a command, its exit code, what it prints, and what the provider saw.

`scenario.yaml`: `title`, `run` (arguments of `run`) or `command` (all arguments; `./x` is a file of the story),
`servers` (the playbook's name for a provider -> a simulated one, `stub`, or `nowhere`, where nothing listens),
`stub` and `keep` (see stub.py), `secrets` (name -> value), `unordered` (requests leave side by side),
`exit`, `sent` (one line a request), `events` (the journal, one line an event). `expected.txt`: standard output, and
`said.txt`, where it stands: standard error, both with run ids, times and ports masked.
`UPDATE_EXPECTED=1` writes what is printed and seen now; read the difference before you commit it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from runbook.runtime.journal_contents import read_journal
from runbook.simulator.server import Simulator
from tests.scenarios.stub import Stub

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORIES = sorted(path.parent for path in HERE.glob("*/scenario.yaml"))
NOWHERE = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""

UPDATING = os.environ.get("UPDATE_EXPECTED") == "1"

Told = dict[str, Any]

MASKS = (
    (re.compile(r"r-\d{8}-\d{6}-[0-9a-z]+"), "r-RUN"),
    (re.compile(r"http://127\.0\.0\.1:\d+"), "http://127.0.0.1:…"),
    (re.compile(r"\d\d:\d\d:\d\d"), "HH:MM:SS"),
    (re.compile(r"\d{4}-\d\d-\d\d(T| )?"), "DATE "),
    (re.compile(r"sha256:[0-9a-f]+…?"), "sha256:…"),
    (re.compile(r"\b\d+(\.\d+)? (ms|s)\b(?= *$)", re.MULTILINE), "TIME"),
)


def masked(text: str) -> str:
    for mask, instead in MASKS:
        text = mask.sub(instead, text)
    return text


def environment(tmp_path: Path, secrets: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    return {
        **kept,
        **secrets,
        "RUNBOOK_STATE": str(tmp_path / "state"),
        "RUNBOOK_CACHE": str(tmp_path.parent / "cache"),
        "HOME": str(tmp_path),
    }


def run(arguments: list[str], tmp_path: Path, secrets: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "runbook", *arguments],
        cwd=ROOT,
        env=environment(tmp_path, secrets),
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def arguments_of(told: Told, story: Path, urls: dict[str, str]) -> list[str]:
    """The command line; a story's own files are named from the checkout's top, as a person there would."""
    written = told.get("command") or ["run", *told.get("run", [])]
    own = f"{story.relative_to(ROOT)}/"
    placed = [own + word[2:] if word.startswith("./") else word for word in map(str, written)]
    chosen = told.get("servers") or {}
    return [*placed, *(part for mine, its in chosen.items() for part in ("--server", f"{mine}={urls[its]}"))]


def journal(tmp_path: Path) -> list[str]:
    """The events of the one run, as `Type address`."""
    files = list((tmp_path / "state" / "runs").glob("*.db"))
    if not files:
        return []
    assert oct(files[0].stat().st_mode & 0o777) == "0o600"
    events = [recorded.event for recorded in read_journal(files[0]).events]
    return [f"{type(event).__name__} {event.address}".strip() for event in events]


def test_there_are_stories() -> None:
    assert len(STORIES) >= 10


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_story_ends_as_told(story: Path, tmp_path: Path) -> None:
    told: Told = yaml.safe_load((story / "scenario.yaml").read_text(encoding="utf-8"))
    with Simulator() as simulator, Stub(told.get("stub") or {}, told.get("keep") or ()) as stub:
        urls = {**simulator.servers, "stub": stub.url, "nowhere": NOWHERE}
        done = run(arguments_of(told, story, urls), tmp_path, told.get("secrets") or {})
        entries = [one for one in simulator.ledger.entries() if one.status is not None or one.applied or one.fault]
    simulated = [
        f"{one.method} {one.path} -> {one.status or 'no answer'}{', applied' * one.applied}" for one in entries
    ]
    asked, happened = [*simulated, *stub.script.asked], journal(tmp_path)
    if told.get("unordered"):
        asked, happened = sorted(asked), sorted(happened)
    seen = {"exit": done.returncode, "sent": asked, "events": happened}
    texts = {"expected.txt": masked(done.stdout)}
    if (story / "said.txt").exists():
        texts["said.txt"] = masked(done.stderr)
    assert "Traceback" not in done.stderr
    if UPDATING:
        update(story, seen, texts)
        return
    assert {name: told.get(name) for name in seen} == seen, done.stdout + done.stderr
    for name, text in texts.items():
        assert text == (story / name).read_text(encoding="utf-8"), name


def update(story: Path, seen: dict[str, object], texts: dict[str, str]) -> None:
    """Write what is seen; what a person wrote above `exit` stays as it is."""
    for name, text in texts.items():
        (story / name).write_text(text, encoding="utf-8")
    told, _, _ = (story / "scenario.yaml").read_text(encoding="utf-8").partition("\nexit:")
    dumped = yaml.safe_dump(seen, sort_keys=False, width=110, allow_unicode=True)
    (story / "scenario.yaml").write_text(f"{told.rstrip()}\n{dumped}", encoding="utf-8")
