"""R14: one runner. A second process on the same run or the same target refuses and names the first."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from runbook.runtime.run_list import list_runs
from runbook.simulator.server import Simulator

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "playbooks/karmacheck/cancel-case.yaml")
STARTS = 100


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as served:
        yield served


def environment(place: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")}
    return {**kept, "HOME": str(place), "RUNBOOK_STATE": str(place / "state"), "RUNBOOK_CACHE": str(place / "cache")}


def arguments(simulator: Simulator, case: str) -> list[str]:
    return [
        "run",
        CASE,
        "-i",
        f"case_id={case}",
        "-e",
        "simulator",
        "--server",
        f"kc={simulator.servers['karmacheck']}",
    ]


def started(place: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "runbook", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(place), stdout=pipe, stderr=pipe, text=True)


def said(place: Path, *arguments: str) -> tuple[int, str]:
    process = started(place, *arguments)
    _, words = process.communicate(timeout=60)
    return process.returncode, words


def test_of_a_hundred_starts_on_one_target_exactly_one_runs_and_the_others_name_it(
    tmp_path: Path, simulator: Simulator
) -> None:
    words = tmp_path / "words"
    words.mkdir()
    script = str(Path(__file__).with_name("many_starts.py"))
    server = simulator.servers["karmacheck"]
    book = tmp_path / "case.yaml"  # nobody looks before: all of them meet where they claim the effect
    book.write_text(re.sub(r" *before: read\n", "", Path(CASE).read_text()))
    command = [sys.executable, script, str(STARTS), str(words), str(book), "c-plain", server]
    subprocess.run(command, env=environment(tmp_path), check=True, timeout=120, stdout=subprocess.DEVNULL)
    codes = {path.stem: int(path.read_text()) for path in words.glob("*.code")}
    assert sorted(codes.values()) == [0] + [4] * (STARTS - 1)
    assert simulator.ledger.applied("cancel_case", "c-plain") == 1
    assert simulator.ledger.sent("cancel_case", "c-plain") == 1
    (winner,) = (name for name, code in codes.items() if code == 0)
    (run,) = (
        one.run for one in list_runs(tmp_path / "state" / "runs") if one.run in (words / f"{winner}.out").read_text()
    )
    refusals = [(words / f"{name}.err").read_text() for name in codes if name != winner]
    assert [one for one in refusals if f"run {run} by" not in one] == []


def test_while_a_run_is_at_work_a_second_is_refused_even_with_again(tmp_path: Path, simulator: Simulator) -> None:
    first = started(tmp_path, *arguments(simulator, "c-plain--slow"))
    while not simulator.ledger.applied("cancel_case", "c-plain--slow"):
        assert first.poll() is None
        time.sleep(0.01)
    code, words = said(tmp_path, *arguments(simulator, "c-plain--slow"), "--again")
    assert code == 4
    assert "being done right now" in words
    first.kill()
    first.communicate(timeout=30)


def test_what_a_run_that_was_killed_may_have_done_counts_until_it_is_settled(
    tmp_path: Path, simulator: Simulator
) -> None:
    first = started(tmp_path, *arguments(simulator, "c-plain--slow"))
    while not simulator.ledger.applied("cancel_case", "c-plain--slow"):
        assert first.poll() is None
        time.sleep(0.01)
    first.kill()
    first.communicate(timeout=30)
    code, words = said(tmp_path, *arguments(simulator, "c-plain--slow"))
    assert code == 4
    assert "may have been done before" in words
    assert simulator.ledger.sent("cancel_case", "c-plain--slow") == 1
