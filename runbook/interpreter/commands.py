"""What must happen next, in the imperative."""

from typing import TypeAlias

from runbook.frozen import frozen
from runbook.interpreter.events import Event, Purpose, Reading, Verdict, WaitReason
from runbook.providers.contract import Operation
from runbook.providers.request import Request


@frozen
class Record:
    """Something the procedure itself determines: append this event."""

    event: Event

    @property
    def address(self) -> str:
        """Where it belongs."""
        return self.event.address


@frozen
class Suppose:
    """Only a run can tell which of these events is the one; planning follows each. A run never sees this."""

    address: str
    alternatives: tuple[Event, ...]


@frozen
class Send:
    """Send this request once. `timeout`: seconds for the whole attempt. `lost`: an earlier attempt got no answer.

    `headers`: those of the answer to keep, in lower case. `last`: the one last read of a settling.
    `meant`: a person said that it is to be sent although another step of the run had its effect.
    `looked`: a read right before it showed that its effect is not there. `verdicts`: all that a read can be judged as.
    """

    address: str
    attempt: int
    purpose: Purpose
    provider: str
    operation: Operation
    request: Request
    timeout: float
    lost: bool = False
    meant: bool = False
    headers: frozenset[str] = frozenset()
    last: bool = False
    looked: bool = False
    verdicts: tuple[Verdict, ...] = ()

    @property
    def reading(self) -> Reading:
        """Where a read stands after which no further one fits into `within`."""
        return Reading.LAST if self.last else Reading.WITHIN


@frozen
class Pause:
    """Let `seconds` pass. `because`: who asks for it, for people.

    `rests_above`: while more than these seconds are left, no process sits there and the run may rest.
    `whole`: of a wait for the provider's grace, from the attempt or its answer on.
    """

    address: str
    seconds: float
    reason: WaitReason
    because: str = ""
    rests_above: float | None = None
    whole: float = 0.0


@frozen
class Inquire:
    """Put a question to a person. `deadline`: seconds."""

    address: str
    message: str
    choices: tuple[str, ...]
    deadline: float | None
    default: str | None


@frozen
class Settle:
    """Let a person say whether the effect here happened; until then nothing new is sent."""

    address: str
    because: str


Command: TypeAlias = Record | Suppose | Send | Pause | Inquire | Settle
