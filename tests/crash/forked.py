"""The real program, started often: imported once, forked for each start, killed for real.

Runs as a process of its own without threads. One job a line: {"argv", "state", "orders", "directory", "out", "err"};
answered with {"pid"} when it begins and {"status"} when it has ended. An argument names a module to load first, with
which a control takes a safeguard out of the program.
"""

import contextlib
import gc
import importlib
import json
import os
import sys
from collections.abc import Mapping

_PROGRAM = (
    "tests.crash.hurried",
    "runbook.cli.main",
    "runbook.cli.carry_out",
    "runbook.cli.continuation",
    "runbook.cli.driving",
    "runbook.cli.persons_word",
    "runbook.cli.commands.answer",
    "runbook.cli.commands.resume",
    "runbook.cli.commands.run",
    "runbook.cli.commands.settle",
)
"""What a run and a resumption import, and a clock that jumps over waits."""


def main() -> None:
    for name in (*_PROGRAM, *sys.argv[1:]):
        importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin:
        job = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(job)
        _say({"pid": pid})
        _, status = os.waitpid(pid, 0)
        _say({"status": os.waitstatus_to_exitcode(status)})
        _learn(f"{job['out']}.modules")


def _learn(path: str) -> None:
    """Import what a start imported, so that the next need not."""
    if os.path.exists(path):
        with open(path) as file:
            names = [name for name in file.read().split() if name not in sys.modules and name != "__main__"]
        for name in names:
            with contextlib.suppress(ImportError):  # a compiled library names parts of itself that are no files
                importlib.import_module(name)
        os.unlink(path)
        gc.freeze()


def _child(job: Mapping[str, str]) -> None:
    from runbook.cli import show
    from runbook.cli.main import exit_code
    from runbook.runtime.fault_orders import POINTS

    _onto(0, os.devnull, os.O_RDONLY)
    for descriptor, path in ((1, job["out"]), (2, job["err"])):
        _onto(descriptor, path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.chdir(job["directory"])
    os.environ["RUNBOOK_STATE"] = job["state"]
    POINTS.order(job["orders"])
    code = exit_code(list(job["argv"]))
    show.flush()
    with open(f"{job['out']}.modules", "w") as file:
        file.write("\n".join(sys.modules))
    os._exit(code)


def _onto(descriptor: int, path: str, flags: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, descriptor)
    os.close(opened)


def _say(answer: Mapping[str, int]) -> None:
    os.write(1, json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main()
