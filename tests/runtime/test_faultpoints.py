import os
import signal
import subprocess
import sys

from runbook.runtime.faultpoints import reach

PROGRAM = """
import sys
from runbook.runtime.faultpoints import reach
for name in 'aba':
    reach(name)
    print(name, flush=True)
print(sorted(name for name in sys.modules if 'fault_orders' in name))
"""


def run(orders: str | None) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if name != "RUNBOOK_FAULT"}
    if orders is not None:
        environment["RUNBOOK_FAULT"] = orders
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_without_orders_a_point_is_passed_and_nothing_is_loaded_for_it() -> None:
    assert reach("journal.commit") is None
    assert run(None).stdout == "a\nb\na\n[]\n"


def test_the_process_is_killed_at_the_point_and_does_nothing_more() -> None:
    done = run("kill:a:2")
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "a\nb\n")


def test_orders_nobody_can_follow_do_not_pass_for_none() -> None:
    done = run("kill")
    assert (done.returncode, done.stderr) == (2, "RUNBOOK_FAULT: cannot follow 'kill'\n")
