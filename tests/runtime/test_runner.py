"""The runner records, then sends, then records; what the plan does not show it does not send."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from runbook.frozen import replace
from runbook.interpreter.commands import Inquire, Pause, Send
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    Postponed,
    Purpose,
    SameEffect,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.reading import READS_LATER
from runbook.interpreter.replay import replay
from runbook.interpreter.standing import Standing, standings
from runbook.language.loop import OnError
from runbook.language.procedure import Ask, Block, Branch, Parallel, Procedure, Question, StepState, Verb, Wait
from runbook.planning.build import Setting, build_plan
from runbook.planning.cover import Cover
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import NoAnswer, RawResponse, Reply
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ports import Earlier, Recorded
from runbook.runtime.rest import Halt, Rest
from runbook.runtime.runner import Runner
from runbook.runtime.workers import ThreadWorkers
from runbook.runtime.world import NoLedger, Party, World
from runbook.values.json import Json
from tests.interpreter.building import (
    CONTRACT,
    LOST,
    call,
    loop,
    procedure,
    row,
    says,
    site,
    started,
    step,
    template,
    verify,
)


@dataclass
class FakeJournal:
    """Keeps events in memory; `log` is shared with the transport, so the order of the two can be seen."""

    log: list[str]
    events: list[Event] = field(default_factory=list)
    full_after: int = 10**9
    wall: Callable[[], float] = lambda: 0.0
    timed: list[tuple[float, Event]] = field(default_factory=list)

    def append(self, events: Sequence[Event]) -> tuple[Recorded, ...]:
        if len(self.events) >= self.full_after:
            raise OSError("no space left")
        self.events.extend(events)
        self.timed.extend((self.wall(), event) for event in events)
        self.log.extend(f"{type(event).__name__} {event.address}" for event in events)
        return tuple(Recorded(number, 0.0, event) for number, event in enumerate(events, 1))


@dataclass
class FakeTransport:
    """Answers each address from a script, 200 by default."""

    log: list[str]
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    gate: threading.Barrier | None = None

    def exchange(self, send: Send) -> Reply:
        self.log.append(f"sent {send.address}")
        if self.gate is not None:
            self.gate.wait(5)
        queue = self.replies.get(send.address, [])
        return queue.pop(0) if queue else raw(200)


class FakeClock:
    """Time that passes at once. `wall`: what the wall clock shows all the while."""

    def __init__(self, wall: float = 0.0) -> None:
        self.slept: list[float] = []
        self.wall = wall

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Nobody:
    """Nobody watches, nobody answers."""

    def observe(self, recorded: Recorded) -> None:
        pass

    def pausing(self, pause: Pause, seconds: float) -> None:
        del pause, seconds

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        return None


def raw(status: int, body: bytes = b"{}") -> RawResponse:
    return RawResponse(status, (("content-type", "application/json"),), body)


@dataclass
class Stage:
    """Everything a runner stands on."""

    of: Procedure
    inputs: dict[str, Json] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.journal = FakeJournal(self.log, wall=self.clock.now)
        self.transport = FakeTransport(self.log)

    def runner(self, planned_for: dict[str, Json] | None = None) -> Runner:
        setting = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})
        plan, _ = build_plan(self.of, setting, {"id": "t1", **(planned_for or self.inputs)})
        server = CONTRACT.servers[0]
        nobody = Nobody()
        parties = {"toy": Party(server, PlainAdapter())}
        world = World(self.transport, self.journal, self.clock, nobody, nobody, parties)
        return Runner(self.of, Cover(plan, "r-1"), world)

    def run(self) -> Rest:
        return self.runner().run(started(**self.inputs))


def test_an_attempt_is_on_disk_before_it_leaves_and_its_answer_right_after() -> None:
    stage = Stage(procedure(step("a", call()), step("b", call(where=site(id="t2")))))
    assert stage.run().halt is Halt.ENDED
    assert stage.log[:4] == ["RunStarted ", "AttemptStarted a", "sent a", "AnswerReceived a"]
    assert stage.log.index("StepEnded a") < stage.log.index("AttemptStarted b")


def test_when_the_journal_cannot_be_written_nothing_leaves() -> None:
    stage = Stage(procedure(step("a", call())))
    stage.journal.full_after = 1
    with pytest.raises(OSError, match="no space"):
        stage.run()
    assert "sent a" not in stage.log


def test_what_the_plan_does_not_show_is_not_sent() -> None:
    stage = Stage(procedure(step("a", call())))
    rest = stage.runner(planned_for={"id": "another"}).run(started())
    assert rest.halt is Halt.REFUSED
    assert rest.withheld is not None
    assert rest.withheld.earlier is None
    assert "sent a" not in stage.log


def test_a_lost_answer_is_recorded_as_such_and_ends_in_doubt() -> None:
    stage = Stage(procedure(step("a", call())))
    stage.transport.replies["a"] = [NoAnswer("cut")]
    rest = stage.run()
    assert rest.halt is Halt.IN_DOUBT
    assert isinstance(stage.journal.events[-1], FellInDoubt)


def test_items_at_once_are_in_flight_at_once() -> None:
    own = call(where=site(id=template("{{ each }}")))
    stage = Stage(procedure(step("each", own, loop=loop("inputs.ids", at_once=3))), {"ids": ["x", "y", "z"]})
    stage.transport.gate = threading.Barrier(3)
    rest = stage.run()
    assert rest.halt is Halt.ENDED
    assert rest.state.ended is not None
    assert rest.state.ended.state is StepState.DONE


def test_a_question_that_nobody_answers_leaves_the_run_waiting() -> None:
    stage = Stage(procedure(step("a", call(row("422", Verb.ASK)))))
    stage.transport.replies["a"] = [raw(422, b'{"message": "too late"}')]
    rest = stage.run()
    assert rest.halt is Halt.WAITING
    assert [question.address for question in rest.questions] == ["a"]


def test_after_an_interrupt_nothing_new_is_sent_and_what_is_in_flight_is_recorded() -> None:
    stage = Stage(procedure(step("a", call()), step("b", call())))
    runner = stage.runner()

    class Interrupting(FakeTransport):
        def exchange(self, send: Send) -> Reply:
            runner.interrupt()
            return super().exchange(send)

    stage.transport = Interrupting(stage.log)
    runner._world = World(stage.transport, stage.journal, stage.clock, Nobody(), Nobody(), runner._world.parties)
    rest = runner.run(started())
    assert rest.halt is Halt.INTERRUPTED
    assert "sent b" not in stage.log
    assert any(isinstance(event, AnswerReceived) for event in stage.journal.events)


def test_a_retry_waits_before_it_sends_again() -> None:
    stage = Stage(procedure(step("a", call())))
    stage.transport.replies["a"] = [raw(429), raw(200)]
    stage.run()
    assert stage.clock.slept == [1.0]
    assert [event.attempt for event in stage.journal.events if isinstance(event, AttemptStarted)] == [1, 2]


def rested_on(stage: Stage, now: float) -> Rest:
    """Where a run comes to rest that is taken up at `now`."""
    before = [Recorded(number, at, event) for number, (at, event) in enumerate(stage.journal.timed, 1)]
    taken_up = Stage(stage.of, clock=FakeClock(now), log=stage.log)
    taken_up.journal, taken_up.transport = stage.journal, stage.transport
    taken_up.journal.wall = taken_up.clock.now
    return taken_up.runner().resume(before)


def test_a_long_read_back_rests_between_its_reads_and_ends_by_the_time_that_really_passed() -> None:
    stage = Stage(procedure(step("a", call(verify=verify(within=7200, every=600)))))
    assert stage.run().halt is Halt.WAITING
    assert (stage.journal.events[-1], stage.clock.slept) == (Postponed("a", 600, WaitReason.POLL, READS_LATER), [])
    assert rested_on(stage, 599.0).halt is Halt.WAITING
    assert stage.log.count("sent a") == 2
    assert rested_on(stage, 1000.0).halt is Halt.WAITING
    assert stage.log.count("sent a") == 3
    assert WaitEnded("a", 1000.0, WaitReason.POLL) in stage.journal.events
    assert rested_on(stage, 7900.0).halt is Halt.IN_DOUBT
    assert stage.log.count("sent a") == 4
    assert stage.clock.slept == []


def test_a_long_read_back_is_never_sooner_than_written_when_the_wall_clock_was_set_back() -> None:
    stage = Stage(procedure(step("a", call(verify=verify(within=7200, every=600)))), clock=FakeClock(5000.0))
    assert stage.run().halt is Halt.WAITING
    assert rested_on(stage, 0.0).halt is Halt.WAITING
    assert stage.log.count("sent a") == 2


class BeforeUs(NoLedger):
    """A ledger in which another run cancelled everything."""

    def claim(self, send: Send) -> Earlier | None:
        return Earlier("r-0", send.address, 0.0, "ada", in_doubt=False)


def test_what_another_run_did_is_not_sent_again() -> None:
    stage = Stage(procedure(step("a", call())))
    runner = stage.runner()
    runner._world = replace(runner._world, ledger=BeforeUs())
    rest = runner.run(started())
    assert rest.halt is Halt.REFUSED
    assert rest.withheld is not None
    assert rest.withheld.earlier == Earlier("r-0", "a", 0.0, "ada", in_doubt=False)
    assert stage.log == ["RunStarted "]


def test_reads_ask_no_ledger() -> None:
    stage = Stage(procedure(step("a", call(where=site("read")))))
    runner = stage.runner()
    runner._world = replace(runner._world, ledger=BeforeUs())
    assert runner.run(started()).halt is Halt.ENDED


def test_behind_a_journal_that_was_cut_off_nothing_is_simply_sent() -> None:
    stage = Stage(procedure(step("a", call()), step("b", call())))
    rest = stage.runner().resume([Recorded(1, 0.0, started())], torn=True)
    assert rest.halt is Halt.IN_DOUBT
    assert not [line for line in stage.log if line.startswith("sent")]


def test_behind_a_torn_end_a_doubt_beside_it_hides_nothing() -> None:
    """Two at once: the first is in doubt after the death, but the second may have been sent before it."""
    stage = Stage(procedure(step("each", call(), loop=loop("inputs.ids", at_once=2))), {"ids": ["x", "y"]})
    before = [
        started(ids=["x", "y"]),
        StepOpened("each", items=("x", "y")),
        AttemptStarted("each[0]", 1, Purpose.ACT, None, ""),
    ]
    rest = stage.runner().resume([Recorded(at, 0.0, event) for at, event in enumerate(before, 1)], torn=True)
    assert rest.halt is Halt.IN_DOUBT
    assert [event.address for event in stage.journal.events if isinstance(event, FellInDoubt)] == ["each[0]", "each[1]"]


def test_a_wait_that_an_interrupt_cuts_short_is_not_over() -> None:
    waits = Branch("waits", Block((step("pause", Wait(3600.0)), step("cancel", call()))))
    sends = Branch("sends", Block((step("other", call()),)))
    stage = Stage(procedure(step("both", Parallel((waits, sends), 2))))
    runner = stage.runner()
    awake = threading.Event()
    threads: list[threading.Thread] = []

    class Joined(ThreadWorkers):
        def begin(self, job: Callable[[], None]) -> None:
            threads.append(threading.Thread(target=job, daemon=True))
            threads[-1].start()

    class Sleeper(FakeClock):
        def sleep(self, seconds: float) -> None:
            awake.wait(5)

    class Interrupting(FakeTransport):
        def exchange(self, send: Send) -> Reply:
            runner.interrupt()
            awake.set()
            threads[0].join(5)
            return super().exchange(send)

    transport = Interrupting(stage.log)
    runner._world = replace(runner._world, clock=Sleeper(), transport=transport, workers=Joined())
    assert runner.run(started()).halt is Halt.INTERRUPTED
    assert stage.log[-1] in ("StepEnded both/sends", "StepEnded both/sends/other")
    assert "WaitEnded both/waits/pause" not in stage.log


def left_in_doubt(*more: Event) -> tuple[Stage, list[Recorded]]:
    """A call whose first answer was lost 60 seconds ago, as another process left it behind."""
    stage = Stage(procedure(step("a", call(verify=verify(every=5, within=5)))))
    stage.transport.replies = {"a": [raw(200, b'{"gone": false}'), raw(200, b'{"gone": true}')]}
    before = [started(), AttemptStarted("a", 1, Purpose.ACT, None, ""), *more]
    return stage, [Recorded(number, -60.0, event) for number, event in enumerate(before, 1)]


def test_a_state_that_is_known_is_not_worked_out_again() -> None:
    stage, before = left_in_doubt()
    reached = replay(stage.of, [one.event for one in before])
    assert stage.runner().resume(before, reached=reached) == left_in_doubt()[0].runner().resume(before)


def test_a_pause_that_begins_after_a_resume_is_a_whole_one() -> None:
    stage, before = left_in_doubt()
    assert stage.runner().resume(before).halt is Halt.ENDED
    assert stage.clock.slept == [5.0]


def test_a_pause_between_two_reads_is_never_shortened_since_the_grace_of_a_provider_is_real_time() -> None:
    read = AttemptStarted("a", 1, Purpose.VERIFY, None, "")
    stage, before = left_in_doubt(
        AnswerReceived("a", 1, Purpose.ACT, LOST),
        AnswerRouted("a", 1, 6, Verb.SETTLE, ""),
        read,
        AnswerReceived("a", 1, Purpose.VERIFY, says(200, body={"gone": False})),
        EffectRead("a", 1, Verdict.DOES_NOT_HOLD),
    )
    stage.transport.replies["a"].pop(0)
    assert stage.runner().resume(before).halt is Halt.ENDED
    assert stage.clock.slept == [5.0]


QUESTION = step("sure", Ask(Question("go on?", ("go", "leave"), 60.0, "leave")))


def test_a_question_s_default_counts_from_when_it_was_put() -> None:
    put = [Recorded(1, -61.0, started()), Recorded(2, -61.0, Asked("sure", "go on?", ("go", "leave"), 60.0, "leave"))]
    stage = Stage(procedure(QUESTION))
    assert stage.runner().resume(put).halt is Halt.ENDED
    assert stage.journal.events[0] == ChoiceMade("sure", "leave", None)


def test_before_its_deadline_a_question_is_put_with_the_time_that_is_left() -> None:
    put = [Recorded(1, -20.0, started()), Recorded(2, -20.0, Asked("sure", "go on?", ("go", "leave"), 60.0, "leave"))]
    stage = Stage(procedure(QUESTION))
    runner = stage.runner()
    heard: list[float | None] = []

    class Ada(Nobody):
        def inquire(self, question: Inquire) -> ChoiceMade | None:
            heard.append(question.deadline)
            return ChoiceMade(question.address, "go", "ada")

    runner._world = replace(runner._world, respondent=Ada())
    assert runner.resume(put).halt is Halt.ENDED
    assert heard == [40.0]
    assert stage.journal.events[0] == ChoiceMade("sure", "go", "ada")


def test_others_go_on_while_somebody_thinks() -> None:
    asks = Branch("asks", Block((QUESTION,)))
    sends = Branch("sends", Block((step("other", call()),)))
    stage = Stage(procedure(step("both", Parallel((asks, sends), 2))))
    runner = stage.runner()
    other_is_done = threading.Event()

    class Slow(Nobody):
        def inquire(self, question: Inquire) -> ChoiceMade | None:
            assert other_is_done.wait(5)
            return ChoiceMade(question.address, "go", "ada")

        def observe(self, recorded: Recorded) -> None:
            if recorded.event.address == "both/sends":
                other_is_done.set()

    runner._world = replace(runner._world, respondent=Slow(), observer=Slow())
    assert runner.run(started()).halt is Halt.ENDED
    assert stage.log.index("StepEnded both/sends") < stage.log.index("ChoiceMade both/asks/sure")


def test_a_question_whose_step_was_skipped_meanwhile_takes_no_answer() -> None:
    asks = Branch("asks", Block((step("a", call(row("422", Verb.ASK))),)))
    stops = Branch("stops", Block((step("b", call(where=site(id="t2"))),)))
    stage = Stage(procedure(step("both", Parallel((asks, stops), 2))))
    stage.transport.replies = {
        "both/asks/a": [raw(422, b'{"message": "too late"}')],
        "both/stops/b": [raw(404)],
    }
    runner = stage.runner()
    over = threading.Event()

    class Late(Nobody):
        def inquire(self, question: Inquire) -> ChoiceMade | None:
            over.wait(5)
            return ChoiceMade(question.address, "done", "ada")

        def observe(self, recorded: Recorded) -> None:
            if recorded.event.address == "both/stops":
                over.set()

    runner._world = replace(runner._world, respondent=Late(), observer=Late())
    rest = runner.run(started())
    assert rest.halt is Halt.ENDED
    assert rest.state.ended is not None
    assert rest.state.ended.state is StepState.FAILED


class BrokenLedger(NoLedger):
    """A ledger that works for one address only."""

    def __init__(self, working: str) -> None:
        self._working = working

    def claim(self, send: Send) -> Earlier | None:
        if send.address != self._working:
            raise LedgerError(Path("ledger.db"), "the disk is full")
        return None


def test_a_ledger_that_fails_stops_what_comes_next_and_loses_no_answer_that_is_on_its_way() -> None:
    other = step("b", call(where=site(id="t2")))
    both = Parallel((Branch("one", Block((step("a", call()),))), Branch("two", Block((other,)))), 2)
    stage = Stage(procedure(step("both", both)))
    runner = stage.runner()
    runner._world = replace(runner._world, ledger=BrokenLedger("both/one/a"))
    rest = runner.run(started())
    assert rest.halt is Halt.REFUSED
    assert rest.withheld is not None
    assert rest.withheld.trouble == "the ledger ledger.db: the disk is full"
    assert [line for line in stage.log if line.startswith("sent")] == ["sent both/one/a"]
    assert "AnswerReceived both/one/a" in stage.log


def same(stage: Stage) -> list[SameEffect]:
    return [event for event in stage.journal.events if isinstance(event, SameEffect)]


def ending(stage: Stage, address: str) -> StepState:
    return next(one.state for one in stage.journal.events if isinstance(one, StepEnded) and one.address == address)


def test_what_another_step_of_the_run_did_is_not_sent_again_and_noted() -> None:
    stage = Stage(procedure(step("first", call()), step("second", call())))
    assert (stage.run().halt, sent(stage)) == (Halt.ENDED, ["sent first"])
    assert same(stage) == [SameEffect("second", "first", happened=True)]
    assert ending(stage, "second") is StepState.DONE_WITH_NOTES


def test_neither_is_it_sent_at_the_end_whatever_happened() -> None:
    stage = Stage(
        procedure(step("first", call()), step("other", call(where=site(id="t2"))), always=[step("z", call())])
    )
    stage.transport.replies["other"] = [raw(404)]
    assert stage.run().halt is Halt.ENDED
    assert sent(stage) == ["sent first", "sent other"]
    assert ending(stage, "z") is StepState.DONE_WITH_NOTES


def two_arms() -> Procedure:
    arms = tuple(Branch(arm, Block((step(f"in_{arm}", call()),))) for arm in ("one", "two"))
    return procedure(step("both", Parallel(arms, 2)))


def test_what_is_under_way_beside_it_is_waited_for() -> None:
    stage = Stage(two_arms())
    assert (stage.run().halt, sent(stage)) == (Halt.ENDED, ["sent both/one/in_one"])
    assert ending(stage, "both/two/in_two") is StepState.DONE_WITH_NOTES


def test_what_is_in_doubt_beside_it_keeps_it_back_until_a_person_said_what_happened() -> None:
    stage = Stage(two_arms())
    stage.transport.replies["both/one/in_one"] = [NoAnswer("reset")]
    assert (stage.run().halt, sent(stage)) == (Halt.IN_DOUBT, ["sent both/one/in_one"])
    recorded = [Recorded(number, 0.0, event) for number, event in enumerate(stage.journal.events, 1)]
    said = EffectSettled("both/one/in_one", True, "ada", "looked")
    assert stage.runner().resume(recorded, [said]).halt is Halt.ENDED
    assert sent(stage) == ["sent both/one/in_one"]
    assert ending(stage, "both/two/in_two") is StepState.DONE_WITH_NOTES


def doubtful_first() -> Stage:
    """Two items that are one; the first ends without a proof, and the loop goes on."""
    own = call(row("500", Verb.STOP), where=site(id=template("{{ each }}")))
    each = replace(loop("inputs.ids"), on_error=OnError.CONTINUE)
    stage = Stage(procedure(step("each", own, loop=each)), {"ids": ["x", "x", "y"]})
    stage.transport.replies["each[0]"] = [raw(500)]
    return stage


def test_what_an_item_may_have_done_leaves_the_next_one_in_doubt_and_nothing_is_stranded() -> None:
    stage = doubtful_first()
    assert (stage.run().halt, sent(stage)) == (Halt.IN_DOUBT, ["sent each[0]"])
    assert same(stage) == [SameEffect("each[1]", "each[0]", happened=False)]
    recorded = [Recorded(number, 0.0, event) for number, event in enumerate(stage.journal.events, 1)]
    assert stage.runner().resume(recorded, [EffectSettled("each[1]", True, "ada", "looked")]).halt is Halt.ENDED
    assert sent(stage) == ["sent each[0]", "sent each[2]"]
    standing = {one.address: one.standing for one in standings(stage.journal.events)}
    assert standing["each[0]"] is Standing.HAPPENED


def paying(**of: bool) -> Stage:
    """Two items that pay the same."""
    pay = call(where=site(id=template("{{ each }}")))
    money = replace(pay, site=replace(pay.site, operation=replace(pay.site.operation, moves_money=True)))
    return Stage(procedure(step("each", money, loop=replace(loop("inputs.ids"), **of))), {"ids": ["x", "x"]})


def answered(stage: Stage, choice: str) -> None:
    recorded = [Recorded(number, 0.0, event) for number, event in enumerate(stage.journal.events, 1)]
    assert stage.runner().resume(recorded, [ChoiceMade("each[1]", choice, "ada")]).halt is Halt.ENDED


def test_where_money_moves_a_person_is_asked() -> None:
    stage = paying()
    rest = stage.run()
    assert (rest.halt, sent(stage)) == (Halt.WAITING, ["sent each[0]"])
    assert [one.choices for one in rest.questions] == [("tolerate", "retry", "stop")]
    assert "asks for the same effect as each[0], which happened" in rest.questions[0].message
    answered(stage, "tolerate")
    assert sent(stage) == ["sent each[0]"]
    assert ending(stage, "each[1]") is StepState.DONE_WITH_NOTES


def test_a_second_payment_that_is_meant_is_sent() -> None:
    stage = paying()
    stage.run()
    answered(stage, "retry")
    assert sent(stage) == ["sent each[0]", "sent each[1]"]
    assert ending(stage, "each[1]") is StepState.DONE


def test_one_that_is_not_meant_and_must_stop_stops() -> None:
    stage = paying()
    stage.run()
    answered(stage, "stop")
    assert ending(stage, "each[1]") is StepState.FAILED


def test_nobody_is_asked_where_the_loop_says_that_a_thing_may_come_twice() -> None:
    stage = paying(skip_same=True)
    assert (stage.run().halt, sent(stage)) == (Halt.ENDED, ["sent each[0]"])
    assert ending(stage, "each[1]") is StepState.DONE_WITH_NOTES


def test_what_was_refused_may_be_asked_for_by_another_step() -> None:
    again = Block((step("b", call()),))
    stage = Stage(procedure(step("a", call(row("422", Verb.FALLBACK), fallback=again))))
    stage.transport.replies["a"] = [raw(422, b'{"message": "too late"}')]
    assert stage.run().halt is Halt.ENDED
    assert sent(stage) == ["sent a", "sent a/b"]


def test_a_run_that_is_taken_up_knows_what_it_did() -> None:
    stage = Stage(procedure(step("first", call()), step("second", call())))
    stage.run()
    recorded = [Recorded(number, 0.0, event) for number, event in enumerate(stage.journal.events, 1)]
    until_the_second = recorded[: [type(one.event) for one in recorded].index(SameEffect)]
    assert stage.runner().resume(until_the_second).halt is Halt.ENDED
    assert sent(stage) == ["sent first"]


def test_an_item_that_comes_twice_is_sent_once() -> None:
    own = call(where=site(id=template("{{ each }}")))
    stage = Stage(procedure(step("each", own, loop=loop("inputs.ids"))), {"ids": ["x", "y", "x", "z"]})
    assert stage.run().halt is Halt.ENDED
    assert sent(stage) == ["sent each[0]", "sent each[1]", "sent each[3]"]


def sent(stage: Stage) -> list[str]:
    return [line for line in stage.log if line.startswith("sent ")]
