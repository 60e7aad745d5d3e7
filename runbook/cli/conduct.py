"""Carries a plan out, and ends well when somebody interrupts."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from runbook.cli import show
from runbook.cli.preparation import Prepared
from runbook.cli.progress import Watched
from runbook.cli.respondent import NobodyThere, TerminalRespondent, is_person_there
from runbook.cli.signalled import SignalledError, endings
from runbook.cli.world import Outside
from runbook.frozen import frozen
from runbook.planning.cover import Cover
from runbook.runtime.ports import Journal, Ledger
from runbook.runtime.rest import Rest
from runbook.runtime.runner import Runner
from runbook.runtime.world import World


class Interruption:
    """Which signal asked the run to end; 0 while none did."""

    def __init__(self) -> None:
        self.number = 0


@frozen
class Conducted:
    """A run and everything that carries it."""

    prepared: Prepared
    run: str
    outside: Outside
    journal: Journal
    watched: Watched
    ledger: Ledger


def conduct(conducted: Conducted, interruption: Interruption, drive: Callable[[Runner], Rest]) -> Rest:
    """Drive it to its end or to rest. Errors: JournalError; KeyboardInterrupt and SignalledError at a second signal."""
    outside, watched = conducted.outside, conducted.watched
    respondent = _respondent(conducted)
    ports = (outside.transport, conducted.journal, outside.clock, watched, respondent, outside.parties)
    world = World(*ports, conducted.ledger, minted=outside.minted)
    runner = Runner(conducted.prepared.procedure, Cover(conducted.prepared.plan, conducted.run), world)
    with _interruptible(runner, outside, interruption):
        try:
            return drive(runner)
        finally:
            respondent.close()
            watched.clear()


def _respondent(conducted: Conducted) -> TerminalRespondent | NobodyThere:
    if not is_person_there():
        return NobodyThere()
    outside, procedure = conducted.outside, conducted.prepared.procedure
    return TerminalRespondent(conducted.watched, procedure, outside.memory.redact, outside.clock, outside.wake)


@contextmanager
def _interruptible(runner: Runner, outside: Outside, interruption: Interruption) -> Iterator[None]:
    """The first signal lets what is in flight come back and sends nothing new; the second leaves at once."""

    def handle(number: int, frame: FrameType | None) -> None:
        del frame
        if interruption.number:
            raise KeyboardInterrupt if number == signal.SIGINT else SignalledError(number)
        interruption.number = number
        show.words("\nending: what is under way may come back, nothing new is sent; once more leaves at once\n")
        runner.interrupt()  # before anything wakes up: a wait that is cut short is not over
        outside.wake.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, *endings())}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
