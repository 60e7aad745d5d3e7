"""Runs that claim effects, with and without a journal that says what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    EffectSettled,
    Event,
    Purpose,
    RunStarted,
)
from runbook.interpreter.standing import refuses
from runbook.language.procedure import Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.providers.request import Request
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.ledger import Claimant, RunLedger
from runbook.runtime.whereabouts import Whereabouts
from tests.interpreter.building import CANCEL
from tests.runtime.fakes import FakeClock

CLOCK = FakeClock()
STAGE = Whereabouts("stage")


def send(address: str = "case", thing: str = "t1", attempt: int = 1) -> Send:
    request = Request("toy", "cancel", Effect.IRREVERSIBLE, "POST", "https://toy.example", f"/things/{thing}/cancel")
    return Send(address, attempt, Purpose.ACT, "toy", CANCEL, request, 30)


def attempt(address: str = "case") -> AttemptStarted:
    one = send(address)
    return AttemptStarted(address, 1, Purpose.ACT, one.request.described(), one.request.digest)


def answered(status: int, verb: Verb, address: str = "case") -> list[Event]:
    answer = Answer(AnswerKind.RESPONSE, status)
    routed = AnswerRouted(address, 1, 0, verb, "", nothing=refuses(answer))
    return [AnswerReceived(address, 1, Purpose.ACT, answer), routed]


HAPPENED = [attempt(), *answered(200, Verb.DONE)]
DID_NOT_HAPPEN = [attempt(), *answered(422, Verb.STOP)]
IN_DOUBT = [attempt()]
SETTLED = [attempt(), EffectSettled("case", False, "ada", "they said so")]


@dataclass
class Runs:
    """The state directory of a machine, and the runs in it."""

    state: Path
    open: dict[str, RunJournal] = field(default_factory=dict)
    ledgers: list[RunLedger] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.runs.mkdir(exist_ok=True)

    @property
    def runs(self) -> Path:
        return self.state / "runs"

    @property
    def path(self) -> Path:
        return self.state / "ledger.db"

    def ledger(self, run: str, *, again: bool = False, place: Whereabouts = STAGE) -> RunLedger:
        self.ledgers.append(RunLedger(self.state, place, Claimant(run, "ada", again), CLOCK))
        return self.ledgers[-1]

    def close(self) -> None:
        """Close every file that a test left open."""
        for ledger in self.ledgers:
            ledger.close()
        for journal in self.open.values():
            journal.close()

    def begin(self, run: str, events: Sequence[Event] = ()) -> RunLedger:
        """A run that is at work until `rest`."""
        header = JournalHeader("toy", "stage", 0.0, 1, "here", "1")
        self.open[run] = RunJournal.create(self.runs, run, header, clock=CLOCK)
        started = RunStarted("", run, "toy", "sha256:0", "stage", {}, {}, by="ada")
        self.open[run].append([started, *events])
        return self.ledger(run)

    def rest(self, run: str, events: Sequence[Event] = ()) -> None:
        if events:
            self.open[run].append(events)
        self.open.pop(run).close()

    def take_up(self, run: str, events: Sequence[Event] = ()) -> None:
        """The run is at work again."""
        self.open[run] = RunJournal.open(self.runs, run, clock=CLOCK)
        if events:
            self.open[run].append(events)

    def did(self, run: str, events: Sequence[Event], one: Send | None = None) -> None:
        """A run that claimed, did what its events say, and rests."""
        ledger = self.begin(run)
        assert ledger.claim(one or send()) is None
        ledger.close()
        self.rest(run, events)


def marked(one: Send, run: str) -> Send:
    """The same request as an adapter marks it with the run."""
    return replace(one, request=replace(one.request, body={"details": f"runbook run {run}"}))
