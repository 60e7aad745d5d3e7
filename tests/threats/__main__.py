"""`python -m tests.threats [arguments of pytest]`: every hostile value and moment, not the share that CI tries."""

import os
import subprocess
import sys
from pathlib import Path

from tests.threats.stage import WHOLE


def main() -> int:
    """The exit code of pytest."""
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parent), *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, WHOLE: "all"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
