"""How and why a run came to rest."""

from enum import Enum

from runbook.frozen import frozen
from runbook.interpreter.commands import Inquire, Send
from runbook.interpreter.state import State
from runbook.runtime.ports import Earlier


class Halt(Enum):
    """Why a runner came to rest."""

    ENDED = "ended"
    WAITING = "waiting"
    IN_DOUBT = "in_doubt"
    INTERRUPTED = "interrupted"
    REFUSED = "refused"


@frozen
class Withheld:
    """A request that was not sent. `earlier`: the run that had its effect; `trouble`: why the ledger cannot tell.

    With none of them, the plan does not show it.
    """

    send: Send
    earlier: Earlier | None
    trouble: str = ""


@frozen
class Rest:
    """Where a runner came to rest. `questions`: those nobody answered; `withheld`: what must not be sent."""

    halt: Halt
    state: State
    questions: tuple[Inquire, ...] = ()
    withheld: Withheld | None = None
