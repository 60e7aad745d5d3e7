"""Where runs are kept on this machine."""

import os
from pathlib import Path


def state_directory() -> Path:
    """`RUNBOOK_STATE`, else the XDG state directory. Errors: RuntimeError when there is no home directory either."""
    if named := os.environ.get("RUNBOOK_STATE"):
        return Path(named)
    xdg = os.environ.get("XDG_STATE_HOME", "")
    state = Path(xdg) if xdg.startswith("/") else Path.home() / ".local" / "state"
    return state / "runbook"
