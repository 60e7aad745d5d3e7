"""The program with one safeguard less: a request leaves before its attempt is on the disk. Only for a control."""

from runbook.interpreter.commands import Send
from runbook.interpreter.events import AttemptStarted
from runbook.runtime.desk import Desk
from runbook.runtime.runner import Runner


def _send(self: Runner, desk: Desk, send: Send) -> None:
    """As the runner's, except that what happened is not written down before."""
    desk.withheld = self._withheld(send)
    if desk.withheld is not None:
        return
    request = send.request
    self._happened(desk, AttemptStarted(send.address, send.attempt, send.purpose, request.described(), request.digest))
    self._start(desk, send, lambda: self._exchange(send))


Runner._send = _send  # type: ignore[method-assign]
