"""What a run needs of the world, as protocols; `cli` puts the real ones in, tests put fakes in."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Protocol

from runbook.frozen import frozen
from runbook.interpreter.commands import Inquire, Pause, Send
from runbook.interpreter.events import ChoiceMade, Event
from runbook.providers.answer import Reply
from runbook.runtime.kept_replies import KeptReply


@frozen
class Recorded:
    """An event in a journal. `sequence`: from 1; `at`: wall time, seconds since the epoch, for people only."""

    sequence: int
    at: float
    event: Event


class Transport(Protocol):
    """Sends one request once. Never retries, never raises for a fault of the world."""

    def exchange(self, send: Send) -> Reply:
        """The reply within `send.timeout` seconds in all."""


class Journal(Protocol):
    """The durable events of one run."""

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """Write these events in one transaction; durable when it returns. Errors: JournalError, nothing written."""

    def keep_reply(self, kept: KeptReply) -> KeptReply:
        """Write a reply down before it is judged; return it as it was written. Errors: JournalError."""


class Remedy(Enum):
    """How more can be known of an effect: by a look at its run, by letting that go on, or by a person's word."""

    LOOK = "look"
    RESUME = "resume"
    SETTLE = "settle"


@frozen
class Earlier:
    """An effect that another run had, or may have had. `at`: seconds since the epoch; `by`: who began that run.

    `in_doubt`: nobody knows yet whether it happened, `because` of this; `running`: that run is at it right now, and
    nobody can allow a second one beside it. `server`: its URL where the environment alone does not say where;
    `remedy`: what helps against the doubt; `untold`: the journal of that run does not tell of it, only the ledger does.
    """

    run: str
    address: str
    at: float
    by: str
    in_doubt: bool
    because: str = ""
    running: bool = False
    server: str = ""
    remedy: Remedy = Remedy.LOOK
    untold: bool = False


class Ledger(Protocol):
    """The effects of all runs."""

    def claim(self, send: Send) -> Earlier | None:
        """None when this run may cause the effect, and then that is durable. Errors: JournalError, nothing claimed."""


class Workers(Protocol):
    """Whoever does what takes time, several things at once."""

    def begin(self, job: Callable[[], None]) -> None:
        """Have it done while the run goes on."""

    def let_work(self) -> None:
        """The run waits now until some job is done."""


class Clock(Protocol):
    """Time."""

    def now(self) -> float:
        """Wall time, seconds since the epoch; for display only."""

    def monotonic(self) -> float:
        """Seconds that never jump; for waits and deadlines."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class Credentials(Protocol):
    """Where secrets come from."""

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: MissingSecretError, which names it and where it was looked for."""


class Minted(Protocol):
    """Secrets that providers answered in this process."""

    def keep(self, secrets: Mapping[str, str]) -> None:
        """Remember them by name, until the process ends."""


class Observer(Protocol):
    """Someone who watches a run."""

    def observe(self, recorded: Recorded) -> None:
        """An event was recorded. Must not raise: trouble with output is not trouble with the run."""

    def pausing(self, pause: Pause, seconds: float) -> None:
        """`seconds` of this pause are left, and the run waits for them. Must not raise."""


class Respondent(Protocol):
    """Someone who can be asked."""

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """Their choice; None leaves the item waiting."""
