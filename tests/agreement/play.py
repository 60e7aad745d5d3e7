"""One run of a combination by the real runner, over ports that answer as a `Wire` draws."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from runbook.frozen import frozen
from runbook.interpreter.commands import Inquire, Pause, Send, Settle
from runbook.interpreter.decide import decide
from runbook.interpreter.events import ChoiceMade, EffectSettled, Event, Purpose, RunStarted
from runbook.planning.cover import Cover
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Reply
from runbook.providers.contract import Effect, Server
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt, Rest
from runbook.runtime.runner import Runner
from runbook.runtime.world import Party, World
from tests.agreement.combination import SETTING, Combination
from tests.agreement.service import SERVER, Wire

RUN = "r-20260101-000000-0001"
RESTS = 40
"""More rests than any run has: each is answered by a person, or waited out."""


@frozen
class Played:
    """A run. `wire`: what came back to each attempt to act; `requests`, `irreversible`: how many left."""

    rest: Rest
    events: tuple[Event, ...]
    wire: Mapping[tuple[str, int], Reply]
    irreversible: int
    requests: int


class Play:
    """All ports of one run. Nothing takes time that is not counted, and one thing happens after another."""

    def __init__(self, given: Combination, chance: Random, runner: type[Runner] = Runner) -> None:
        self._given = given
        self._chance = chance
        self._runner = runner
        self._wire = Wire(chance, given.service)
        self._jobs: list[Callable[[], None]] = []
        self._time = 0.0
        self._came: dict[tuple[str, int], Reply] = {}
        self.recorded: list[Recorded] = []
        self.irreversible = 0
        self.requests = 0

    def whole(self) -> Played:
        """From the start until it ends, or nobody can take it further."""
        rest = self._new().run(self._started())
        for _ in range(RESTS):
            words = self._words(rest)
            if rest.halt is Halt.ENDED or rest.halt is Halt.REFUSED:
                break
            self._time += 100_000.0
            rest = self._new().resume(tuple(self.recorded), words)
        return Played(rest, tuple(one.event for one in self.recorded), self._came, self.irreversible, self.requests)

    def _started(self) -> RunStarted:
        procedure = self._given.procedure
        servers, inputs = SETTING.servers, self._given.inputs
        return RunStarted("", RUN, procedure.name, procedure.digest, SETTING.environment, servers, inputs, by="ada")

    def _new(self) -> Runner:
        parties = {"things": Party(Server(SERVER, "stage", False), PlainAdapter())}
        world = World(self, self, self, self, self, parties, workers=self)
        return self._runner(self._given.procedure, Cover(self._given.plan, RUN), world)

    def _words(self, rest: Rest) -> Sequence[Event]:
        for command in decide(self._given.procedure, rest.state):
            match command:
                case Settle(address=address):
                    return (EffectSettled(address, self._chance.random() < 0.5, "ada", "it was looked up"),)
                case Inquire():
                    return (self._choice(command),)
                case _:
                    continue
        return ()

    def _choice(self, question: Inquire) -> ChoiceMade:
        return ChoiceMade(question.address, self._chance.choice(question.choices), "ada")

    def exchange(self, send: Send) -> Reply:
        """The transport."""
        self.requests += 1
        self.irreversible += send.purpose is Purpose.ACT and send.operation.effect is Effect.IRREVERSIBLE
        reply = self._wire.reply(send.operation.name)
        if send.purpose is Purpose.ACT:
            self._came[send.address, send.attempt] = reply
        return reply

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        """The journal."""
        first = len(self.recorded) + 1
        recorded = tuple(Recorded(first + at, self.now(), event) for at, event in enumerate(events))
        self.recorded += recorded
        return recorded

    def observe(self, recorded: Recorded) -> None:
        """Nobody watches."""

    def pausing(self, pause: Pause, seconds: float) -> None:
        """Nobody minds a wait."""

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """The terminal."""
        return self._choice(question) if self._chance.random() < 0.5 else None

    def now(self) -> float:
        """The wall."""
        return 1_795_000_000.0 + self._time

    def monotonic(self) -> float:
        """The clock."""
        return self._time

    def sleep(self, seconds: float) -> None:
        """Time passes."""
        self._time += seconds

    def begin(self, job: Callable[[], None]) -> None:
        """The workers."""
        self._jobs.append(job)

    def let_work(self) -> None:
        """The oldest job is done."""
        self._jobs.pop(0)()
