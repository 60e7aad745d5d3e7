"""One seed: a playbook, a provider, and a process that dies and is started again until the run ends or rests."""

import random
import traceback
from collections.abc import Callable, Iterable, Sequence

from runbook.cli.same_identity import NOTHING_SAID, taken_over
from runbook.frozen import frozen
from runbook.interpreter.commands import Pause
from runbook.interpreter.decide import decide
from runbook.interpreter.events import Event, RunEnded, RunResumed
from runbook.interpreter.identity import Identity
from runbook.interpreter.replay import replay
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.providers.adapters.plain import PlainAdapter
from runbook.runtime.journal_file import JournalDamagedError, JournalError
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt, Rest
from runbook.runtime.runner import Runner
from runbook.runtime.world import Party, World
from tests.deterministic.claims import Claims
from tests.deterministic.depot import depot
from tests.deterministic.disk import Disk
from tests.deterministic.fate import Blow, CrashError, Fate
from tests.deterministic.network import Network
from tests.deterministic.people import Person
from tests.deterministic.provider import HOME, Provider, Temper
from tests.deterministic.shapes import Shape, acting_as
from tests.deterministic.storage import Memory, OpenJournal, Storage
from tests.deterministic.telling import told
from tests.deterministic.times import Times
from tests.deterministic.workers import SeededWorkers

STRANGE = "strange"
"""An account that does not own what the run is about; what has the same name there is another thing."""

LIVES = 60
"""More processes than any seed needs."""

PARTIES = {"depot": Party(depot().servers[0], PlainAdapter())}


@frozen
class Weather:
    """What a seed has in store. `order`: of what happens at the same time; `speaks`: how often people say a word.

    `lies`: the disk may lose what it had synced last; `present`: somebody sits at the terminal; `earlier`: how often
    another run had an effect before; `files`: journal and ledger are real files, not a disk of our own; `strangers`:
    how often a run is taken up with the credential of another account; `jumps`: how often the clock on the wall is set
    between two processes; `strikes`: where blows fall alone.
    """

    seed: int
    temper: Temper
    blows: int
    order: int
    lies: bool = False
    present: bool = False
    speaks: float = 1.0
    earlier: float = 0.0
    files: bool = False
    strangers: float = 0.0
    jumps: float = 0.2
    strikes: str = ""


def weather_of(seed: int) -> Weather:
    """Everything follows from the seed."""
    chance = random.Random(seed)
    lot = chance.random()
    temper = Temper.CALM if lot < 0.25 else Temper.ROUGH if lot < 0.93 else Temper.TARDY
    return Weather(
        seed=seed,
        temper=temper,
        blows=chance.choice((0, 0, 1, 1, 1, 2, 2, 3, 5)),
        order=seed,
        lies=chance.random() < 0.1,
        present=chance.random() < 0.3,
        speaks=chance.choice((0.0, 0.5, 1.0, 1.0, 1.0)),
        earlier=0.2 if chance.random() < 0.03 else 0.0,
        files=chance.random() < 0.02,
        strangers=0.3 if chance.random() < 0.15 else 0.0,
    )


def the_same(recorded: Sequence[Recorded], now: tuple[Identity, ...]) -> bool:
    """Whether a run is taken up as this without a person's word, by the product's own comparison."""
    return isinstance(taken_over("", recorded, now, NOTHING_SAID), RunResumed)


@frozen
class Engine:
    """What drives a run, and how it understands a journal; the real ones, but for the controls.

    `takes_up`: whether a run of one account is taken up by another.
    """

    runner: type[Runner] = Runner
    replay: Callable[[Procedure, Iterable[Event]], State] = replay
    takes_up: Callable[[Sequence[Recorded], tuple[Identity, ...]], bool] = the_same


REAL = Engine()


class Simulation:
    """One run from its first process to its last. `faults`: what went against the rules; `halt`: how it came to rest.

    `events`: what the journal says in the end. `lives`: processes; `strangers`: those of another account;
    `words`: of people; `torn`: torn journals.
    """

    def __init__(
        self,
        shape: Shape,
        weather: Weather,
        *,
        engine: Engine = REAL,
        storage: "Callable[[Simulation], Storage] | None" = None,
        after: "Simulation | None" = None,
        tells: bool = False,
    ) -> None:
        """`after`: a run that was there before, with the same provider."""
        seed = weather.seed
        self.shape = shape
        self.weather = weather
        self.fate = Fate(random.Random(f"fate {seed}"), weather.blows, weather.strikes, story=[] if tells else None)
        self.times = Times(self.fate)
        self.storage = storage(self) if storage else Memory(Disk(random.Random(f"disk {seed}")), self.times, self.fate)
        self.provider = Provider(seed, weather.temper)
        self.network = Network(seed, self.provider, self.times, self.fate, shape)
        self.person = Person(seed, self.provider, self.fate, present=weather.present)
        self.claims = Claims(seed, self.fate, weather.earlier)
        if after is not None:
            self.provider = self.network.provider = self.person.provider = after.provider
            self.network.sent = after.network.sent
            self.times.true = after.times.true
        self._sent_before = len(self.network.sent)
        self._chance = random.Random(f"order {weather.order}")
        self._strangers = random.Random(f"strangers {seed}")
        self._engine = engine
        self.faults: list[str] = self.network.faults
        self.events: list[Event] = []
        self.state = State()
        self.halt: Halt | None = None
        self.lives = 0
        self.strangers = 0
        self.words = 0
        self.torn = 0
        self._lied = False

    def play(self, lives: int = LIVES) -> None:
        """Let it live and die until it ends or rests, or so often, and then nobody takes it up."""
        words: Sequence[Event] = ()
        while self.halt is None and self.lives < lives:
            self.lives += 1
            rest = self._live(words)
            words = self._afterwards(rest) if rest is not None else ()
        if self.halt is None and not self.faults and lives == LIVES:
            self.faults.append(f"after {LIVES} processes it has not come to rest")

    def _live(self, words: Sequence[Event]) -> Rest | None:
        """One process, from its start to its rest; None when it died."""
        fate = self.fate
        fate.begin()
        journal = self._opened()
        if journal is None:
            return None
        self.torn += journal.torn
        self.network.journal = journal
        workers = SeededWorkers(self._chance, fate)
        ledger = self.storage.ledger() or self.claims
        world = World(self.network, journal, self.times, self, self.person, PARTIES, ledger, workers)
        runner = self._engine.runner(self.shape.procedure, self.shape.cover, world)

        def interrupt() -> None:
            workers.woken()
            runner.interrupt()

        fate.interrupt = interrupt
        fate.tell(f"== process {self.lives}: {len(journal.recorded)} events{', torn' if journal.torn else ''}")
        try:
            rest = self._driven(runner, journal, words)
        except CrashError:
            rest = None
        except JournalError:
            fate.dead, rest = True, None
        except Exception as error:
            self.faults.append(
                f"{type(error).__name__}: {error}\n{''.join(traceback.format_tb(error.__traceback__)[-3:])}"
            )
            self.halt = Halt.REFUSED
            rest = None
        self._over(journal, workers)
        return rest

    def _opened(self) -> OpenJournal | None:
        """The journal; None when it is reported damaged, and then the run stays where it is."""
        try:
            return self.storage.open()
        except JournalDamagedError as error:
            if not self.weather.lies:
                self.faults.append(f"a journal that a power cut may leave is called damaged: {error}")
            self.fate.tell(f"   {error}")
            self.halt = Halt.REFUSED
            return None

    def _account(self, recorded: Sequence[Recorded]) -> str:
        """Whose credential this process has: the first one's, or, where the product lets it, a stranger's."""
        stranger = bool(recorded) and self._strangers.random() < self.weather.strangers
        if stranger and self._engine.takes_up(recorded, acting_as(STRANGE)):
            self.fate.tell("   taken up with the credential of another account")
            self.strangers += 1
            return STRANGE
        return HOME

    def _driven(self, runner: Runner, journal: OpenJournal, words: Sequence[Event]) -> Rest:
        recorded = tuple(journal.recorded)
        self.network.account = self._account(recorded)
        if recorded:
            self.person.learn(one.event for one in recorded)
            return runner.resume(recorded, words, torn=journal.torn)
        if len(self.network.sent) > self._sent_before and not self.weather.lies:
            self.faults.append("something was sent, and the journal is empty")
        return runner.run(self.shape.started)

    def pausing(self, pause: Pause, seconds: float) -> None:
        """Nobody minds a wait."""
        del pause, seconds

    def observe(self, recorded: Recorded) -> None:
        """Someone watches."""
        if self.fate.story is not None:
            self.fate.tell(f"   {recorded.sequence}. {told(recorded.event)}")
        self.person.learn([recorded.event])
        self.network.observe(recorded.event)
        self.fate.tick("while someone watches")

    def _over(self, journal: OpenJournal, workers: SeededWorkers) -> None:
        """The process is gone, one way or another."""
        died = self.fate.dead
        self.fate.dead = True
        workers.die()
        self.network.at_rest()
        blow = self.fate.met[-1] if died and self.fate.met else None
        lies = blow is Blow.POWER and self._lies(journal)
        self._lied = self._lied or lies
        self.storage.left(blow, lies=lies)
        self.events = [one.event for one in journal.recorded]
        self.times.restart(self._chance, self.weather.jumps)

    def _lies(self, journal: OpenJournal) -> bool:
        """Whether the disk loses what it had synced last: once in a run, and never more than one transaction."""
        written = len(journal.recorded) > len(self.events)
        return self.weather.lies and written and not self._lied and self._chance.random() < 0.5

    def _check_replay(self, rest: Rest) -> None:
        """What was read back from the disk means what the process believed."""
        again = [one.event for one in self.storage.again()]
        whole = len(again) == len(self.events)
        if not whole or self._engine.replay(self.shape.procedure, again) != rest.state:
            self.faults.append("the journal on the disk does not lead to the state that the run was in")

    def _afterwards(self, rest: Rest) -> Sequence[Event]:
        """What people say to a run that came to rest; nothing when it is to go on by itself."""
        self.fate.tell(f"== {rest.halt.value}")
        self.state = rest.state
        said = self._said(rest)
        if self.halt is not None:
            self._check_replay(rest)
        return said

    def _said(self, rest: Rest) -> Sequence[Event]:
        match rest.halt:
            case Halt.ENDED:
                self.halt = Halt.ENDED
            case Halt.REFUSED:
                self._refused(rest)
            case Halt.INTERRUPTED:
                pass
            case Halt.WAITING | Halt.IN_DOUBT if self._waited_out(rest):
                pass
            case Halt.WAITING | Halt.IN_DOUBT:
                return self._asked(rest)
        return ()

    def _refused(self, rest: Rest) -> None:
        """Another run had the effect, or the ledger could not be written, which passes."""
        if rest.withheld is not None and rest.withheld.trouble:
            return
        self.halt = Halt.REFUSED
        if rest.withheld is None or rest.withheld.earlier is None:
            self.faults.append("the run refused to send what its own plan shows")

    def _waited_out(self, rest: Rest) -> bool:
        """Whether the run rests until a time, which somebody lets pass; some come back too early."""
        waits = [one.seconds for one in decide(self.shape.procedure, rest.state) if isinstance(one, Pause)]
        if rest.halt is Halt.IN_DOUBT or not waits or self._chance.random() >= self.weather.speaks:
            return False
        self.times.true += self._chance.choice((max(waits), max(waits), 1.0))
        return True

    def _asked(self, rest: Rest) -> Sequence[Event]:
        commands = decide(self.shape.procedure, rest.state)
        words = [word for command in commands if (word := self.person.word(command)) is not None]
        if not words and not any(isinstance(command, Pause) for command in commands):
            self.faults.append(f"it rests {rest.halt.value}, and nobody can say anything")
        if not words or self._chance.random() >= self.weather.speaks:
            self.halt = rest.halt
            return ()
        word = self._chance.choice(words)
        self.words += 1
        if not getattr(word, "happened", True):
            self.network.proved_by_a_person(word.address)
        self.fate.tell(f"   people say: {told(word)}")
        return (word,)

    @property
    def ended(self) -> RunEnded | None:
        """How the run ended, when it did."""
        return self.state.ended
