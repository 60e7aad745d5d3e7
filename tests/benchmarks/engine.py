"""The engine's own cost per call: interpreter and journal, with a network that answers at once."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from runbook.frozen import frozen
from runbook.interpreter.commands import Inquire, Pause, Send
from runbook.interpreter.events import ChoiceMade, Event
from runbook.planning.build import Setting, build_plan
from runbook.planning.cover import Cover
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import RawResponse, Reply
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt
from runbook.runtime.runner import Runner
from runbook.runtime.world import Party, World
from runbook.values.json import Json
from tests.interpreter.building import CONTRACT, call, loop, procedure, site, started, step, template


class _AtOnce:
    """A provider that is never late."""

    def exchange(self, send: Send) -> Reply:
        return RawResponse(200, (("content-type", "application/json"),), b"{}")


class _Timed:
    """A journal that says how many durable writes there were and how long they took."""

    def __init__(self, journal: RunJournal) -> None:
        self._journal = journal
        self.seconds = 0.0
        self.writes = 0

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        self.writes += 1
        began = time.perf_counter()
        recorded = self._journal.append(events)
        self.seconds += time.perf_counter() - began
        return recorded


class _Nobody:
    """Nobody watches, nobody answers."""

    def observe(self, recorded: Recorded) -> None:
        pass

    def pausing(self, pause: Pause, seconds: float) -> None:
        del pause, seconds

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        return None


@frozen
class Cost:
    """What one call costs: wall seconds of the interpreter with its threads and of durable writes, and their number."""

    own: float
    journal: float
    writes: float


def cost_per_call(calls: int) -> Cost:
    """The engine's own cost of each of so many calls of one loop."""
    ids: list[Json] = [f"t{number}" for number in range(calls)]
    of = procedure(step("each", call(where=site(id=template("{{ each }}"))), loop=loop("inputs.ids")))
    setting = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})
    plan, _ = build_plan(of, setting, {"id": "t1", "ids": ids})
    with tempfile.TemporaryDirectory() as folder:
        clock = SystemClock()
        header = JournalHeader("toy", "simulator", clock.now(), 1, "here", "bench")
        kept = RunJournal.create(Path(folder), "r-1", header, clock=clock, redact=lambda record: record)
        journal, nobody = _Timed(kept), _Nobody()
        world = World(_AtOnce(), journal, clock, nobody, nobody, {"toy": Party(CONTRACT.servers[0], PlainAdapter())})
        began = time.perf_counter()
        rest = Runner(of, Cover(plan, "r-1"), world).run(started(ids=ids))
        assert rest.halt is Halt.ENDED, "nothing was measured"
        spent = time.perf_counter() - began
        kept.close()
    return Cost((spent - journal.seconds) / calls, journal.seconds / calls, journal.writes / calls)
