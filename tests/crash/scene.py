"""One playbook, one simulator, one place for journals; and a run that is taken to its end whatever befell it."""

import http.client
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from runbook.interpreter.events import AttemptStarted, Event, Purpose, RunEnded
from runbook.language.procedure import StepState
from runbook.reporting.fold import fold
from runbook.reporting.report import Report
from runbook.runtime.cache_key import NAME as CACHE_KEY
from runbook.runtime.journal_contents import JournalContents, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.simulator.ledger import Entry
from runbook.simulator.server import Simulator
from tests.crash.plays import QUICK, Play
from tests.crash.program import Ended, Program

ROUNDS = 12
"""No run needs more resumptions and words of a person than this; one that does is stuck."""


class StuckError(AssertionError):
    """A run that does not come to an end."""


class Scene:
    """A play, ready to be run and killed again and again."""

    def __init__(self, play: Play, place: Path, simulator: Simulator, program: Program) -> None:
        self.play = play
        self.place = place
        self.simulator = simulator
        self.program = program
        self._runs = place / "state" / "runs"
        (place / "play.yaml").write_text(play.text)
        (place / "quick.yaml").write_text(QUICK)

    def begin(self, orders: str = "") -> Ended:
        """The play from the beginning, in a world where nothing has happened yet."""
        self.simulator.reset()
        for fault in self.play.faults:
            self.simulator.add_fault(fault)
        self._forget()
        inputs = [part for one in self.play.inputs for part in ("-i", one)]
        argv = ["run", "play.yaml", *inputs, "-e", "simulator", *self._servers(), "-o", "json"]
        return self._start(argv, orders)

    def _forget(self) -> None:
        """Remove all that runs left; the key of the cache stays, so that a contract is imported once."""
        state = self.place / "state"
        for path in state.iterdir() if state.exists() else ():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != CACHE_KEY:
                path.unlink()

    def go_on(self, after: Ended, orders: str = "") -> list[Ended]:
        """Resume, answer and settle by the truth until the run is over; every start. Errors: StuckError."""
        starts: list[Ended] = []
        argv = self._next(after)
        while argv is not None:
            if len(starts) == ROUNDS:
                raise StuckError(f"{self.play.name}: {argv} after {[one.status for one in starts]}")
            starts.append(self._start(argv, orders))
            orders = ""
            argv = self._next(starts[-1])
        return starts

    def _start(self, argv: Sequence[str], orders: str) -> Ended:
        ended = self.program.start(argv, self.place, orders)
        self._let_arrive()
        return ended

    def _next(self, last: Ended) -> list[str] | None:
        """What an operator would type now; None when there is nothing more to do."""
        contents = self.contents()
        if contents is None or not contents.events or self.is_over(contents):
            return None
        run, more = contents.run, [*self._servers(), "-o", "json"]
        match last.status:
            case 3:
                step, choice = self.play.answers[0]
                return ["answer", run, step, choice, *more]
            case 5 if self._is_at_rest(contents):
                doubt = self.report(contents).doubts[0].address
                word = "--happened" if self._happened(doubt, contents) else "--did-not-happen"
                return ["settle", run, doubt, word, "--because", "looked at the ledger", *more]
            case code if code < 0 or code in (1, 5, 129, 130, 143) or _had_no_room(last):
                return ["resume", run, *more]
            case code:
                raise StuckError(f"{self.play.name}: exit {code}: {last.err}{last.out}")

    def _is_at_rest(self, contents: JournalContents) -> bool:
        """Whether only a person can say what became of an effect: a run that a full disk stopped looks again first."""
        report = self.report(contents)
        return bool(report.doubts) and (report.ended_at is not None or report.state is StepState.IN_DOUBT)

    def _servers(self) -> list[str]:
        pairs = (one.split("=") for one in self.play.providers)
        return [part for name, of in pairs for part in ("--server", f"{name}={self.simulator.servers[of]}")]

    def _let_arrive(self) -> None:
        """Wait until the simulator has done all that reached it: connections are taken in order, and each ends."""
        for one in self.play.providers:
            where = urlsplit(self.simulator.servers[one.split("=")[1]])
            connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
            connection.request("GET", "/", headers={"connection": "close"})
            connection.getresponse().read()
            connection.close()
        listener = self.simulator._listener
        assert listener is not None
        deadline = time.monotonic() + 30
        while listener._connections:
            assert time.monotonic() < deadline
            time.sleep(0.001)

    def contents(self) -> JournalContents | None:
        """What the journal says; None when there is none that began."""
        journals = list(self._runs.glob("*.db"))
        assert len(journals) < 2
        try:
            return read_journal(journals[0]) if journals else None
        except JournalError:
            assert not self.acts()
            return None

    @property
    def run(self) -> str:
        """The name of the run; a word no request holds when there is none."""
        return next((path.stem for path in self._runs.glob("*.db")), "no run")

    def events(self) -> list[Event]:
        """What is recorded."""
        contents = self.contents()
        return [one.event for one in contents.events] if contents else []

    @staticmethod
    def is_over(contents: JournalContents) -> bool:
        """Whether the run ended."""
        return any(isinstance(one.event, RunEnded) for one in contents.events)

    @staticmethod
    def report(contents: JournalContents) -> Report:
        """The report of what is recorded."""
        report = fold((one.at, one.event) for one in contents.events)
        assert report is not None
        return report

    def acts(self) -> list[Entry]:
        """The requests that arrived and could change something."""
        return [one for one in self.simulator.ledger.entries() if one.operation and one.method != "GET"]

    def _happened(self, address: str, contents: JournalContents) -> bool:
        """Whether the effect in doubt happened; only the simulator knows."""
        tries = [
            one.event
            for one in contents.events
            if isinstance(one.event, AttemptStarted)
            and one.event.address == address
            and one.event.purpose is Purpose.ACT
        ]
        return any(is_same(tries[-1], entry) and entry.applied for entry in self.acts())


def is_same(attempt: AttemptStarted, entry: Entry) -> bool:
    """Whether this is the request of that attempt."""
    request = attempt.request
    assert isinstance(request, dict)
    body = json.loads(entry.body) if entry.body else None
    return (entry.method, entry.path, body) == (request["method"], request["path"], request["body"])


def _had_no_room(ended: Ended) -> bool:
    """Whether it sent nothing because its journal could not be written."""
    return ended.status == 4 and "the journal" in ended.err
