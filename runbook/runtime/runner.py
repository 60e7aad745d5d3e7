"""Drives a procedure against the world: records each attempt, then sends it, then records its answer."""

import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

from runbook.frozen import replace
from runbook.interpreter.address import pattern, prefixes
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Send, Settle
from runbook.interpreter.effects import Elsewhere
from runbook.interpreter.events import (
    AttemptStarted,
    ChoiceMade,
    Event,
    Purpose,
    RunStarted,
    SameEffect,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.lost import looked_too_early, lost_answers, perhaps_sent
from runbook.interpreter.replay import replay
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.planning.cover import Cover
from runbook.planning.outline import outline
from runbook.providers.answer import RawResponse
from runbook.providers.contract import Effect
from runbook.runtime.desk import Desk, Finding, left
from runbook.runtime.journal_file import JournalError
from runbook.runtime.judging import Judging
from runbook.runtime.kept_replies import KeptReply, Received, unjudged
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt, Rest, Withheld
from runbook.runtime.world import World


class Runner:
    """One run of one procedure. `cover`: the plan; what it does not show is not sent."""

    def __init__(self, procedure: Procedure, cover: Cover, world: World) -> None:
        self._procedure = procedure
        self._cover = cover
        self._world = world
        self._findings: SimpleQueue[Finding] = SimpleQueue()
        self._interrupted = threading.Event()
        self._epoch = world.clock.now() - world.clock.monotonic()

    @property
    def _judging(self) -> Judging:
        return Judging(self._world, self._now)

    def interrupt(self) -> None:
        """Send nothing new and come to rest when what is in flight is back. Safe inside a signal handler."""
        self._interrupted.set()
        self._findings.put(Finding(None))

    def run(self, started: RunStarted) -> Rest:
        """From the start to the end or to rest. Errors: JournalError, after which nothing more was sent."""
        return self._carry_on(Desk(evolve(self._procedure, State(), started), [started]))

    def resume(
        self,
        recorded: Sequence[Recorded],
        added: Sequence[Event] = (),
        *,
        torn: bool = False,
        reached: State | None = None,
        kept: Sequence[KeptReply] = (),
    ) -> Rest:
        """From where a journal stops. An attempt without an answer is lost, and settled before anything is sent.

        `added`: what a person said meanwhile. `torn`: the end of the journal was cut off, so what came next may have
        been sent. `reached`: the state after all that was recorded, when it is known. `kept`: replies that were written
        down, some of them not judged yet. Errors: IllegalEventError for a journal of another procedure.
        """
        state = replay(self._procedure, (one.event for one in recorded)) if reached is None else reached
        # As the process that died saw it: a doubt that we add now did not keep it from sending.
        supposed = perhaps_sent(self._procedure, state) if torn else []
        events = [one.event for one in recorded]
        waiting = unjudged(self._procedure, events, kept)
        judged = [self._judging.judged(one, site.operation, site.headers) for site, one in waiting]
        news = [*supposed, *judged, *lost_answers([*events, *judged]), *added]
        state = replay(self._procedure, news, state)
        early = looked_too_early(self._procedure, state)
        state, news = replay(self._procedure, early, state), [*news, *early]
        began = {one.event.address: min(one.at - self._epoch, self._world.clock.monotonic()) for one in recorded}
        desk = Desk(state, news, began=began)
        for one in recorded:
            desk.effects.heard(one.event)
        return self._carry_on(desk)

    def _carry_on(self, desk: Desk) -> Rest:
        while True:
            desk.state, events, commands = advance(self._procedure, desk.state)
            desk.unwritten.extend(events)
            desk.asked(events, self._world.clock.monotonic())
            self._write(desk)
            if desk.state.ended is not None:
                return desk.rest(Halt.ENDED)
            desk.forget(commands)
            doubtful = any(isinstance(command, Settle) for command in commands)
            if any(self._begin(desk, command) for command in commands):
                continue
            if not self._worth_waiting(desk):
                return desk.rest(self._why(desk, doubtful=doubtful))
            self._world.workers.let_work()
            self._take(desk, self._findings.get())

    def _why(self, desk: Desk, *, doubtful: bool) -> Halt:
        if desk.withheld is not None:
            return Halt.REFUSED
        if doubtful:
            return Halt.IN_DOUBT
        return Halt.INTERRUPTED if self._interrupted.is_set() else Halt.WAITING

    def _worth_waiting(self, desk: Desk) -> bool:
        """Whether something will come back that must be recorded; a pause alone is cut short by an interrupt.

        A run in which only deadlines are left does not sit there until they strike.
        """
        if self._interrupted.is_set() or desk.withheld is not None:
            return any(isinstance(command, Send) for command in desk.at_work.values())
        return any(address not in desk.unanswered for address in desk.at_work)

    def _begin(self, desk: Desk, command: Command) -> bool:
        """Start a command unless it is at work already; whether it was answered at once, so that others may be due."""
        address = command.address
        if address in desk.at_work:
            return False
        if self._interrupted.is_set() or desk.withheld is not None:
            return False
        match command:
            case Send():
                return self._send(desk, command)
            case Pause():
                return self._begin_pause(desk, command)
            case Settle():
                return False
            case Inquire():
                return self._inquire(desk, command)
            case _:
                raise AssertionError(f"{type(command).__name__} reached a run: {address}")

    def _send(self, desk: Desk, send: Send) -> bool:
        """Send, unless the same effect is another's in this run; whether that was found, so that others may be due."""
        same = self._same(desk, send)
        if same is not None:
            if not same.live:
                self._happened(desk, self._same_effect(send, same))
            return not same.live
        desk.withheld = self._withheld(send)
        if desk.withheld is not None:
            return False
        started = AttemptStarted(
            send.address, send.attempt, send.purpose, send.request.described(), send.request.digest
        )
        self._happened(desk, started)
        self._write(desk)
        desk.timed(started, self._world.clock.monotonic())
        self._start(desk, send, lambda: self._exchange(send))
        return False

    def _same(self, desk: Desk, send: Send) -> Elsewhere | None:
        """The same effect at another address of this run; while its step is at work, this one waits for it."""
        if send.purpose is not Purpose.ACT or send.operation.effect is not Effect.IRREVERSIBLE or send.meant:
            return None
        described = send.request.described()
        return desk.effects.elsewhere(send.address, described if isinstance(described, dict) else {})

    def _same_effect(self, send: Send, same: Elsewhere) -> SameEffect:
        """What that means: where money moves a person is asked, unless a loop around says that it is meant."""
        entries = outline(self._procedure) if send.operation.moves_money else ()
        skipping = {entry.address for entry in entries if entry.step.loop is not None and entry.step.loop.skip_same}
        asks = send.operation.moves_money and skipping.isdisjoint(prefixes(pattern(send.address)))
        return SameEffect(send.address, same.effect.address, same.happened, asks=same.happened and asks)

    def _withheld(self, send: Send) -> Withheld | None:
        """Why a request must not be sent: the plan does not show it, or another run had its effect, or may have."""
        if not self._cover.covers(send):
            return Withheld(send, None)
        if send.purpose is Purpose.VERIFY or send.operation.effect is Effect.READ:
            return None
        try:
            earlier = self._world.ledger.claim(send)
        except JournalError as error:
            return Withheld(send, None, str(error))
        return Withheld(send, earlier) if earlier is not None else None

    def _begin_pause(self, desk: Desk, pause: Pause) -> bool:
        """Let a pause begin, unless too much of it is left to sit through; whether it is over already."""
        if pause.rests_above is None:
            remaining = desk.left_of(pause, self._world.clock.monotonic())
        else:
            now = self._world.clock.monotonic()
            until = desk.until(pause, now)
            remaining = max(0.0, until - now)
            if remaining > pause.rests_above:
                return False
            if remaining == 0:
                passed = pause.seconds + (now - until if pause.reason is WaitReason.POLL else 0.0)
                self._happened(desk, WaitEnded(pause.address, passed, pause.reason))
                return True
        self._world.observer.pausing(pause, remaining)
        self._start(desk, pause, lambda: self._pause(pause, remaining))
        return False

    def _inquire(self, desk: Desk, question: Inquire) -> bool:
        """Put a question once; after that only its deadline is awaited. Whether that has passed: its default counts."""
        remaining = self._until_deadline(desk, question)
        if question.default is not None and remaining is not None and remaining <= 0:
            self._happened(desk, ChoiceMade(question.address, question.default, None))
            return True
        if question.address not in desk.unanswered:
            self._start(desk, question, lambda: self._ask(replace(question, deadline=remaining)))
        elif remaining is not None:
            self._start(desk, question, lambda: self._sleep(remaining))
        return False

    def _until_deadline(self, desk: Desk, question: Inquire) -> float | None:
        """Seconds until the default of a question counts, from when it was put; None when it can wait for ever."""
        if question.deadline is None:
            return None
        return left(desk.began.get(question.address), question.deadline, self._world.clock.monotonic())

    def _start(self, desk: Desk, command: Command, work: Callable[[], Received]) -> None:
        desk.at_work[command.address] = command
        self._world.workers.begin(lambda: self._work(command, work))

    def _work(self, command: Command, work: Callable[[], Received]) -> None:
        """Runs beside the runner; a bug there must reach the main thread, not vanish with it."""
        try:
            made = work()
            finding = Finding(command, reply=made) if isinstance(made, RawResponse) else Finding(command, made)
        except BaseException as error:  # noqa: BLE001 - carried to the runner, which raises it
            finding = Finding(command, broken=error)
        self._findings.put(finding)

    def _exchange(self, send: Send) -> Received:
        return self._judging.exchange(send)

    def _now(self) -> float:
        """Wall time as it was at the start plus what has really passed: a clock that jumps must not matter (R29)."""
        return self._epoch + self._world.clock.monotonic()

    def _pause(self, pause: Pause, seconds: float) -> tuple[Event, ...]:
        self._world.clock.sleep(seconds)
        if self._interrupted.is_set():  # it was cut short: the wait is not over, and goes on when the run does
            return ()
        return (WaitEnded(pause.address, pause.seconds, pause.reason),)

    def _ask(self, question: Inquire) -> tuple[Event, ...]:
        choice = self._world.respondent.inquire(question)
        return () if choice is None else (choice,)

    def _sleep(self, seconds: float) -> tuple[Event, ...]:
        self._world.clock.sleep(seconds)
        return ()

    def _take(self, desk: Desk, finding: Finding) -> None:
        if finding.broken is not None:
            raise finding.broken
        if finding.command is None or desk.at_work.get(finding.command.address) is not finding.command:
            return
        del desk.at_work[finding.command.address]
        if isinstance(finding.command, Inquire) and not finding.events:
            desk.unanswered[finding.command.address] = finding.command
        if isinstance(finding.command, Send) and finding.reply is not None:
            self._judge_kept(desk, finding.command, self._judging.keep(finding.command, finding.reply))
        for event in finding.events:
            self._happened(desk, event)

    def _judge_kept(self, desk: Desk, send: Send, kept: KeptReply) -> None:
        """Judge a reply that is durable now; it is under way like a request."""
        self._start(desk, send, lambda: (self._judging.judged(kept, send.operation, send.headers),))

    def _happened(self, desk: Desk, event: Event) -> None:
        desk.state = evolve(self._procedure, desk.state, event)
        desk.timed(event, self._world.clock.monotonic())
        desk.unwritten.append(event)
        if isinstance(event, ChoiceMade):
            desk.answered(event.address)

    def _write(self, desk: Desk) -> None:
        """Make everything so far durable, then let it be seen."""
        if desk.unwritten:
            events, desk.unwritten = desk.unwritten, []
            desk.moved(events)
            for recorded in self._world.journal.append(events):
                self._world.observer.observe(recorded)
