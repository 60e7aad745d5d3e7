"""What a run is doing right now, on a terminal: one line that comes and goes."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from runbook.cli import show
from runbook.interpreter.commands import Pause
from runbook.interpreter.events import AttemptStarted, Event, Purpose, StepEnded, WaitReason
from runbook.interpreter.events import WaitEnded as Waited
from runbook.language.procedure import Procedure
from runbook.reporting.durations import duration
from runbook.reporting.escape import shortened, visible
from runbook.runtime.ports import Recorded

_CLEAR = "\r\x1b[2K"
_WIDEST = 76


class Watched:
    """Keeps every recorded event, and says on a terminal what is under way.

    `procedure`: what they are events of; `live`: whether a line can come and go.
    """

    def __init__(self, procedure: Procedure | None = None) -> None:
        self.procedure = procedure
        self.recorded: list[Recorded] = []
        self.live = show.can_rewrite(sys.stderr)
        self._shown = False
        self._still = False
        self._lock = threading.Lock()

    def observe(self, recorded: Recorded) -> None:
        """An event was recorded."""
        self.recorded.append(recorded)
        said = _said(recorded.event)
        with self._lock:
            if self.live and said and not self._still:
                show.words(_CLEAR + shortened(visible(said), _WIDEST))
                self._shown = True

    def pausing(self, pause: Pause, seconds: float) -> None:
        """Say that the run waits, and for how long; where no line can come and go, only if a provider asks for it."""
        text = _waiting(pause, seconds)
        with self._lock:
            if self.live and not self._still:
                show.words(_CLEAR + shortened(visible(text), _WIDEST))
                self._shown = True
            elif not self.live and pause.because:
                show.words(f"{visible(text)}\n")

    @contextmanager
    def still(self) -> Iterator[None]:
        """Take the line away and keep it away: a person is being asked something."""
        self.clear()
        self._still = True
        try:
            yield
        finally:
            self._still = False

    def clear(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._shown:
                show.words(_CLEAR)
                self._shown = False


_WAITS = {
    WaitReason.STEP: "waiting {}",
    WaitReason.RETRY: "waiting {} before sending again",
    WaitReason.POLL: "waiting {} before reading again",
    WaitReason.GRACE: "waiting {} before the last read",
}


def _waiting(pause: Pause, seconds: float) -> str:
    waits = _WAITS[pause.reason].format(duration(seconds))
    return f"{pause.address}: {waits}" + (f": {pause.because}" if pause.because else "")


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
