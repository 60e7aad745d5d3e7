import os
from pathlib import Path

import pytest
from prepared import prepared
from recorded import RUN, cut_off
from test_run_lines import NONE, elsewhere, entry

from runbook.cli.onlooker import held_elsewhere
from runbook.cli.recorded_run import RecordedRun, recorded_run
from runbook.cli.refusal import Refusal
from runbook.cli.run_lines import run_line
from runbook.cli.taking_up import TakenUp, take_up
from runbook.interpreter.events import Asked
from runbook.reporting.next_step import next_step
from runbook.runtime.clock import SystemClock
from runbook.runtime.owner import Owner, RunOwnedError
from runbook.runtime.secret_memory import SecretMemory

ASKS = Asked("services", "go on?", ("yes", "no"), 3600.0, "no")


def taken() -> TakenUp | Refusal:
    return take_up(RUN, SecretMemory(), SystemClock())


def test_a_question_that_a_living_process_puts_is_answered_there() -> None:
    cut_off(prepared(), ASKS)
    holder = taken()
    assert isinstance(holder, TakenUp)
    try:
        there = f"it is being asked at a terminal by process {os.getpid()} on "
        second = taken()
        assert isinstance(second, Refusal)
        assert (second.findings[0].help or "").startswith(there)
        found = recorded_run(RUN)
        assert isinstance(found, RecordedRun)
        assert next_step(found.report)[0].startswith(there)
        line = run_line(entry(), NONE)
        assert line.asked.startswith(there)
        assert line.asked.endswith("; answer there, or interrupt it there")
        assert line.next == ()
    finally:
        holder.held.close()


@pytest.mark.parametrize("recorded", [True, False])
def test_a_run_that_asks_nothing_is_waited_for(recorded: bool, tmp_path: Path) -> None:
    if recorded:
        cut_off(prepared())
    directory = entry().path.parent if recorded else tmp_path
    assert held_elsewhere(directory, RunOwnedError(RUN, Owner(7, "there"))).startswith("wait until")


def test_a_question_whose_time_has_passed_is_followed_by_its_default() -> None:
    cut_off(elsewhere(), Asked("services", "go on?", ("yes", "no"), 0.0, "no"))
    found = recorded_run(RUN)
    assert isinstance(found, RecordedRun)
    advice = next_step(found.report)
    assert advice[0] == "nobody decided in time, so the default counts; to go on with it:"
    assert advice[1].startswith(f"runbook resume {RUN}")
    assert not [one for one in advice if "runbook answer" in one]
