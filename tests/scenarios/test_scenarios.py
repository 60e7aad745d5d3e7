"""Each folder here is a story: a command, its exit code, what it prints, and what the simulator saw.

`scenario.yaml`: `title`, `servers` (the playbook's name -> which simulator), `run` (its arguments), `exit`,
`sent` (the ledger, one line a request), `events` (the journal, one line an event). `expected.txt`: standard output,
with run ids, times and ports masked.
`UPDATE_EXPECTED=1` writes what is printed and seen now; read the difference before you commit it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from runbook.runtime.journal_contents import read_journal
from runbook.simulator.server import Simulator

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORIES = sorted(path.parent for path in HERE.glob("*/scenario.yaml"))
UPDATING = os.environ.get("UPDATE_EXPECTED") == "1"

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


def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    return {
        **kept,
        "RUNBOOK_STATE": str(tmp_path / "state"),
        "RUNBOOK_CACHE": str(HERE / ".cache"),
        "HOME": str(tmp_path),
    }


def run(arguments: list[str], tmp_path: Path) -> "subprocess.CompletedProcess[str]":
    program = [sys.executable, "-m", "runbook", "run", *arguments]
    return subprocess.run(
        program,
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


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
    told = yaml.safe_load((story / "scenario.yaml").read_text(encoding="utf-8"))
    with Simulator() as simulator:
        chosen = told.get("servers") or {}
        servers = [part for mine, its in chosen.items() for part in ("--server", f"{mine}={simulator.servers[its]}")]
        done = run([*map(str, told["run"]), *servers], tmp_path)
        entries = [one for one in simulator.ledger.entries() if one.status is not None or one.applied or one.fault]
    seen = {
        "exit": done.returncode,
        "sent": [
            f"{one.method} {one.path} -> {one.status or 'no answer'}{', applied' * one.applied}" for one in entries
        ],
        "events": journal(tmp_path),
    }
    assert "Traceback" not in done.stderr
    if UPDATING:
        (story / "expected.txt").write_text(masked(done.stdout), encoding="utf-8")
        text = yaml.safe_dump({**told, **seen}, sort_keys=False, width=110, allow_unicode=True)
        (story / "scenario.yaml").write_text(text, encoding="utf-8")
        return
    assert {name: told.get(name) for name in seen} == seen, done.stdout + done.stderr
    assert masked(done.stdout) == (story / "expected.txt").read_text(encoding="utf-8")
