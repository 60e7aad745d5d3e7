"""The real program in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


def runbook(*arguments: str, state: Path, stdin: str = "", **more: str) -> "subprocess.CompletedProcess[str]":
    """Run it with a state directory of its own; `more`: environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "runbook", *arguments],
        input=stdin,
        env=environment(state, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def shell(script: str, state: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """A shell script in which `$RUNBOOK` is the program, for streams that only a shell can break."""
    return subprocess.run(
        ["/bin/sh", "-c", script],
        env=environment(state, RUNBOOK=f"{sys.executable} -m runbook", **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def environment(state: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")}
    return {
        **kept,
        "HOME": str(state),
        "RUNBOOK_STATE": str(state / "state"),
        "RUNBOOK_CACHE": str(state / "cache"),
        "PYTHONWARNINGS": "default",
        **more,
    }
