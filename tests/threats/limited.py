"""Many commands of the program in one process with bounded memory: prints one JSON line for each.

Standard input: a JSON list of argument lists. Each line: `code`, `out`, `err`, `cpu` (seconds), `peak` (KiB so far).
"""

import contextlib
import io
import json
import resource
import sys
import time
from pathlib import Path

from runbook.cli.main import exit_code

ADDRESS_SPACE = 1200 << 20
STATUS = Path("/proc/self/status")


def peak() -> int:
    """KiB of memory at most so far; `getrusage` would count what the parent had before this program began."""
    return next(int(line.split()[1]) for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))


def main() -> None:
    """Run them one after the other."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for arguments in json.load(sys.stdin):
        out, err, before = io.StringIO(), io.StringIO(), time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = exit_code(arguments)
        line = {
            "code": int(code),
            "out": out.getvalue(),
            "err": err.getvalue(),
            "cpu": time.process_time() - before,
            "peak": peak(),
        }
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
