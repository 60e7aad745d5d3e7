"""Drives a procedure against the world: records each attempt, then sends it, then records its answer."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from queue import SimpleQueue

from runbook.frozen import frozen
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Send, Settle
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose, RunStarted, WaitEnded
from runbook.interpreter.evolve import evolve
from runbook.interpreter.replay import replay
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.planning.cover import Cover
from runbook.providers.adapter import Adapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.answers import read_answer
from runbook.providers.contract import Server
from runbook.runtime.ports import Clock, Journal, Observer, Recorded, Respondent, Transport


@frozen
class Party:
    """One provider as a run meets it."""

    server: Server
    adapter: Adapter


@frozen
class World:
    """Everything outside. `parties`: contract name -> provider."""

    transport: Transport
    journal: Journal
    clock: Clock
    observer: Observer
    respondent: Respondent
    parties: Mapping[str, Party]


class Halt(Enum):
    """Why a runner came to rest."""

    ENDED = "ended"
    WAITING = "waiting"
    IN_DOUBT = "in_doubt"
    INTERRUPTED = "interrupted"
    UNCOVERED = "uncovered"


@frozen
class Rest:
    """Where a runner came to rest. `questions`: those nobody answered; `uncovered`: what the plan does not show."""

    halt: Halt
    state: State
    questions: tuple[Inquire, ...] = ()
    uncovered: Send | None = None


@frozen
class _Finding:
    """What came of one command in the world; no command only wakes the runner."""

    command: Command | None
    events: tuple[Event, ...] = ()
    broken: BaseException | None = None


@dataclass(slots=True)
class _Desk:
    """What lies on the runner's desk while it works."""

    state: State
    unwritten: list[Event] = field(default_factory=list)
    at_work: dict[str, Command] = field(default_factory=dict)
    unanswered: dict[str, Inquire] = field(default_factory=dict)
    uncovered: Send | None = None
    last_at: dict[str, float] = field(default_factory=dict)

    def forget_pauses(self, wanted: Sequence[Command]) -> None:
        """A pause that nobody waits for any more: its step was skipped because something beside it stopped."""
        for address, command in list(self.at_work.items()):
            if isinstance(command, Pause) and command not in wanted:
                del self.at_work[address]


def lost_answers(events: Sequence[Event]) -> list[Event]:
    """For each attempt without an answer the record that it got none: the run stopped before one was recorded."""
    flying: dict[tuple[str, Purpose, int], AttemptStarted] = {}
    for event in events:
        match event:
            case AttemptStarted():
                flying[event.address, event.purpose, event.attempt] = event
            case AnswerReceived():
                flying.pop((event.address, event.purpose, event.attempt), None)
            case _:
                pass
    lost = Answer(AnswerKind.NO_ANSWER, reason="the run stopped before an answer was recorded")
    return [AnswerReceived(one.address, one.attempt, one.purpose, lost) for one in flying.values()]


class Runner:
    """One run of one procedure. `cover`: the plan; what it does not show is not sent."""

    def __init__(self, procedure: Procedure, cover: Cover, world: World) -> None:
        self._procedure = procedure
        self._cover = cover
        self._world = world
        self._findings: SimpleQueue[_Finding] = SimpleQueue()
        self._interrupted = threading.Event()

    def interrupt(self) -> None:
        """Send nothing new and come to rest when what is in flight is back. Safe inside a signal handler."""
        self._interrupted.set()
        self._findings.put(_Finding(None))

    def run(self, started: RunStarted) -> Rest:
        """From the start to the end or to rest. Errors: JournalError, after which nothing more was sent."""
        return self._carry_on(_Desk(evolve(self._procedure, State(), started), [started]))

    def resume(self, recorded: Sequence[Recorded], added: Sequence[Event] = ()) -> Rest:
        """From where a journal stops. An attempt without an answer is lost, and settled before anything is sent.

        `added`: what a person said meanwhile. Errors: IllegalEventError for a journal of another procedure.
        """
        state = replay(self._procedure, (one.event for one in recorded))
        news = [*lost_answers([one.event for one in recorded]), *added]
        for event in news:
            state = evolve(self._procedure, state, event)
        return self._carry_on(_Desk(state, news, last_at={one.event.address: one.at for one in recorded}))

    def _carry_on(self, desk: _Desk) -> Rest:
        while True:
            desk.state, events, commands = advance(self._procedure, desk.state)
            desk.unwritten.extend(events)
            self._write(desk)
            if desk.state.ended is not None:
                return self._rest(desk, Halt.ENDED)
            desk.forget_pauses(commands)
            doubtful = any(isinstance(command, Settle) for command in commands)
            begun = [command for command in commands if self._begin(desk, command)]
            if any(isinstance(command, Inquire) for command in begun):
                continue
            if not self._worth_waiting(desk):
                return self._rest(desk, self._why(desk, doubtful=doubtful))
            self._take(desk, self._findings.get())

    def _rest(self, desk: _Desk, halt: Halt) -> Rest:
        return Rest(halt, desk.state, tuple(desk.unanswered.values()), desk.uncovered)

    def _why(self, desk: _Desk, *, doubtful: bool) -> Halt:
        if desk.uncovered is not None:
            return Halt.UNCOVERED
        if doubtful:
            return Halt.IN_DOUBT
        return Halt.INTERRUPTED if self._interrupted.is_set() else Halt.WAITING

    def _worth_waiting(self, desk: _Desk) -> bool:
        """Whether something will come back that must be recorded; a pause alone is cut short by an interrupt."""
        if self._interrupted.is_set() or desk.uncovered is not None:
            return any(isinstance(command, Send) for command in desk.at_work.values())
        return bool(desk.at_work)

    def _begin(self, desk: _Desk, command: Command) -> bool:
        """Start a command unless it is at work already; whether the state moved or something started."""
        address = command.address
        if address in desk.at_work or address in desk.unanswered:
            return False
        if self._interrupted.is_set() or desk.uncovered is not None:
            return False
        match command:
            case Send():
                return self._send(desk, command)
            case Pause():
                left = self._left(desk, command)
                self._start(desk, command, lambda: self._pause(command, left))
                return True
            case Settle():
                return False
            case Inquire():
                return self._inquire(desk, command)
            case _:
                raise AssertionError(f"{type(command).__name__} reached a run: {address}")

    def _send(self, desk: _Desk, send: Send) -> bool:
        if not self._cover.covers(send):
            desk.uncovered = send
            return False
        started = AttemptStarted(
            send.address, send.attempt, send.purpose, send.request.described(), send.request.digest
        )
        desk.state = evolve(self._procedure, desk.state, started)
        desk.unwritten.append(started)
        self._write(desk)
        self._start(desk, send, lambda: self._exchange(send))
        return True

    def _inquire(self, desk: _Desk, question: Inquire) -> bool:
        choice = self._world.respondent.inquire(question)
        if choice is None:
            desk.unanswered[question.address] = question
            return False
        desk.state = evolve(self._procedure, desk.state, choice)
        desk.unwritten.append(choice)
        return True

    def _start(self, desk: _Desk, command: Command, work: Callable[[], tuple[Event, ...]]) -> None:
        desk.at_work[command.address] = command
        threading.Thread(target=self._work, args=(command, work), daemon=True).start()

    def _work(self, command: Command, work: Callable[[], tuple[Event, ...]]) -> None:
        """Runs on a thread of its own; a bug there must reach the main thread, not vanish with it."""
        try:
            finding = _Finding(command, work())
        except BaseException as error:  # noqa: BLE001 - carried to the runner, which raises it
            finding = _Finding(command, broken=error)
        self._findings.put(finding)

    def _exchange(self, send: Send) -> tuple[Event, ...]:
        reply = self._world.transport.exchange(send)
        party = self._world.parties[send.provider]
        answer = read_answer(send.operation, party.adapter, reply, party.server, self._world.clock.now())
        return (AnswerReceived(send.address, send.attempt, send.purpose, answer),)

    def _left(self, desk: _Desk, pause: Pause) -> float:
        """What is left of a pause that began before the run was resumed; never more than the whole."""
        began = desk.last_at.pop(pause.address, None)
        if began is None:
            return pause.seconds
        return min(pause.seconds, max(0.0, pause.seconds - (self._world.clock.now() - began)))

    def _pause(self, pause: Pause, seconds: float) -> tuple[Event, ...]:
        self._world.clock.sleep(seconds)
        return (WaitEnded(pause.address, pause.seconds, pause.reason),)

    def _take(self, desk: _Desk, finding: _Finding) -> None:
        if finding.broken is not None:
            raise finding.broken
        if finding.command is None or desk.at_work.get(finding.command.address) is not finding.command:
            return
        del desk.at_work[finding.command.address]
        for event in finding.events:
            desk.state = evolve(self._procedure, desk.state, event)
            desk.unwritten.append(event)

    def _write(self, desk: _Desk) -> None:
        """Make everything so far durable, then let it be seen."""
        if desk.unwritten:
            events, desk.unwritten = desk.unwritten, []
            for recorded in self._world.journal.append(events):
                self._world.observer.observe(recorded)
