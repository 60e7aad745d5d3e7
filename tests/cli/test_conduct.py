import json
import os
import signal

import pytest
from prepared import CASE
from staying import Stay

from runbook.cli.exits import Exit
from runbook.simulator.faults import Fault, FaultKind


def slow(stay: Stay, seconds: float) -> None:
    """Let the cancel take effect at once and be answered only after this time."""
    stay.simulator.add_fault(Fault(FaultKind.SLOW, "karmacheck", "cancel_case", seconds=seconds))


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, Exit.INTERRUPTED), (signal.SIGTERM, Exit.TERMINATED), (signal.SIGHUP, Exit.HUNG_UP)],
)
def test_a_second_signal_leaves_at_once_and_what_was_under_way_is_in_doubt(
    number: signal.Signals, code: Exit, stay: Stay
) -> None:
    slow(stay, 30.0)
    with stay.under_way(CASE, "c-plain") as process:
        os.kill(process.pid, number)
        assert process.stderr is not None
        while "ending" not in process.stderr.readline():
            pass
        os.kill(process.pid, number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert json.loads(out)["totals"]["in_doubt"] == 1
    assert "Traceback" not in err


def test_the_first_signal_waits_for_the_answer_and_sends_nothing_new(stay: Stay) -> None:
    slow(stay, 1.0)
    with stay.under_way(CASE, "c-plain") as process:
        os.kill(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    report = json.loads(out)
    attempts = [attempt for step in report["steps"] for attempt in step["attempts"]]
    assert process.returncode == Exit.INTERRUPTED
    assert [attempt["purpose"] for attempt in attempts] == ["before", "act"]
    assert attempts[1]["answer"] is not None
