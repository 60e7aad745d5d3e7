import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prepared import CASE
from program import environment, runbook

from runbook.cli.exits import Exit

SLOW = (CASE, "-i", "case_id=c-plain--slow", "-e", "simulator", "-o", "json")


def begun(state: Path) -> "subprocess.Popen[str]":
    """A run whose first request is on its way."""
    process = subprocess.Popen(
        [sys.executable, "-m", "runbook", "run", *SLOW],
        env=environment(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not _has_sent(state):
        time.sleep(0.05)
    return process


def _has_sent(state: Path) -> bool:
    """Whether the journal shows an attempt; read as another process would, while the run goes on."""
    if not list((state / "state" / "runs").glob("*.db")):
        return False
    listed = runbook("runs", "list", "-o", "json", state=state)
    runs = json.loads(listed.stdout)
    if not runs or runs[0]["trouble"]:
        return False
    shown = runbook("runs", "show", runs[0]["run"], "-o", "json", state=state)
    return shown.returncode == 0 and json.loads(shown.stdout)["totals"]["requests"] > 0


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, Exit.INTERRUPTED), (signal.SIGTERM, Exit.TERMINATED), (signal.SIGHUP, Exit.HUNG_UP)],
)
def test_a_second_signal_leaves_at_once_and_what_was_under_way_is_in_doubt(
    number: signal.Signals, code: Exit, tmp_path: Path
) -> None:
    process = begun(tmp_path)
    os.kill(process.pid, number)
    assert process.stderr is not None
    while "ending" not in process.stderr.readline():
        pass
    os.kill(process.pid, number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert json.loads(out)["totals"]["in_doubt"] == 1
    assert "Traceback" not in err


def test_the_first_signal_waits_for_the_answer_and_sends_nothing_new(tmp_path: Path) -> None:
    process = begun(tmp_path)
    os.kill(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    report = json.loads(out)
    attempts = [attempt for step in report["steps"] for attempt in step["attempts"]]
    assert process.returncode == Exit.INTERRUPTED
    assert [attempt["purpose"] for attempt in attempts] == ["act"]
    assert attempts[0]["answer"] is not None
