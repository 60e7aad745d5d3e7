"""The program with two safeguards less: a request leaves before its attempt is on the disk, and no ledger knows of it.

Only for a control.
"""

from runbook.cli import taking_up
from runbook.interpreter.commands import Send
from runbook.runtime import ledger
from runbook.runtime.desk import Desk
from runbook.runtime.runner import Runner

_whole = Runner._send


def _send(self: Runner, desk: Desk, send: Send) -> bool:
    """As the runner's, except that what happened is not written down before."""
    self._write = lambda desk: None  # type: ignore[method-assign]
    try:
        return _whole(self, desk, send)
    finally:
        del self._write


Runner._send = _send  # type: ignore[method-assign]
taking_up.unrecorded = lambda *_: []
ledger._lost = lambda *_: []
