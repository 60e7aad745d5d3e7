"""The program, killed on entry of any call to the system that changes a file or touches the network."""

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.crash.program import ROOT, SECONDS, Ended, environment

SOURCE = ROOT / "tests" / "crash" / "calls.c"
_NUMBERS = struct.Struct("=II")


def compiled(folder: Path) -> Path | None:
    """The library that counts calls; None where there is no compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "calls.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, check=False)
    return library if done.returncode == 0 else None


class Counted:
    """Each start is a new process; `kill:call:N` kills it on entry of its Nth call."""

    def __init__(self, cache: Path, library: Path) -> None:
        self._cache = cache
        self._library = library
        self.calls = 0

    def start(self, argv: Sequence[str], place: Path, orders: str = "") -> Ended:
        """Run it to its end; `calls` is how many there were."""
        numbers = place / "numbers"
        numbers.write_bytes(_NUMBERS.pack(0, int(orders.split(":")[2]) if orders else 0))
        around = {"LD_PRELOAD": str(self._library), "RUNBOOK_CALLS": str(numbers), "PYTHONDONTWRITEBYTECODE": "1"}
        more = environment(self._cache, RUNBOOK_STATE=str(place / "state"), **around)
        del more["RUNBOOK_FAULT"]
        command = [sys.executable, "-m", "runbook", *argv]
        done = subprocess.run(command, env=more, cwd=place, capture_output=True, timeout=SECONDS, check=False)
        self.calls, _ = _NUMBERS.unpack(numbers.read_bytes())
        return Ended(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr), ("call",) * self.calls)
