"""What a run is doing right now, on a terminal: one line that comes and goes."""

import sys

from runbook.cli import show
from runbook.interpreter.events import AttemptStarted, Event, Purpose, StepEnded, WaitReason
from runbook.interpreter.events import WaitEnded as Waited
from runbook.reporting.escape import shortened, visible
from runbook.runtime.ports import Recorded

_CLEAR = "\r\x1b[2K"
_WIDEST = 76


class Watched:
    """Keeps every recorded event, and says on a terminal what is under way."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self._live = show.wants_colour(sys.stderr)
        self._shown = False

    def observe(self, recorded: Recorded) -> None:
        """An event was recorded."""
        self.recorded.append(recorded)
        said = _said(recorded.event)
        if self._live and said:
            show.words(_CLEAR + shortened(visible(said), _WIDEST))
            self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            show.words(_CLEAR)
            self._shown = False


def _said(event: Event) -> str:
    match event:
        case AttemptStarted(address=address, attempt=attempt, purpose=Purpose.ACT, request=dict() as request):
            return f"{address}: {request.get('method')} {request.get('path')}" + (
                f", attempt {attempt}" * (attempt > 1)
            )
        case AttemptStarted(address=address):
            return f"{address}: reading back"
        case Waited(address=address, reason=WaitReason.RETRY):
            return f"{address}: trying again"
        case StepEnded(address=address, state=state):
            return f"{address}: {state.value.replace('_', ' ')}"
        case _:
            return ""
