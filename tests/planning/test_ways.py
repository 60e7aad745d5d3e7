"""Everything that can come from outside, and the death of the process."""

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Inquire, Pause, Settle, Suppose
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Purpose,
    Reading,
    StepEnded,
    StepOpened,
    Verdict,
    WaitReason,
)
from runbook.interpreter.lost import lost_answers
from runbook.interpreter.replay import replay
from runbook.language.procedure import Block, Branch, Parallel, Procedure
from runbook.planning.families import turns
from runbook.planning.outline import calls_of, outline
from runbook.planning.ways import World
from runbook.providers.answer import AnswerKind
from runbook.values.shape import STRING
from runbook.values.unknown import Unknown
from tests.interpreter.building import begin, call, procedure, step, verify

ONE = procedure(step("a", call(verify=verify(within=10, every=5))))
TWO = procedure(
    step("p", Parallel((Branch("l", Block((step("x", call()),))), Branch("r", Block((step("y", call()),)))), 2))
)


def world(of: Procedure) -> World:
    calls = calls_of(outline(of))
    return World(calls, {address: turns(one.rows) for address, one in calls.items()}, lost_answers)


def test_a_request_gets_every_answer_and_the_process_may_die() -> None:
    ways = list(world(ONE).ways(advance(ONE, begin(ONE))[2]))
    deaths = [way for way in ways if way.resumed is not None]
    (lost,) = deaths[0].resumed or ()
    assert isinstance(lost, AnswerReceived)
    assert lost.answer.kind is AnswerKind.NO_ANSWER
    answers = [event.answer for way in ways for event in way.events if isinstance(event, AnswerReceived)]
    assert {answer.kind for answer in answers} == set(AnswerKind)
    assert len(deaths) == 1
    assert [way for way in ways if isinstance(way.events[0], StepEnded)], "its request may be impossible"


def test_beside_the_first_the_second_stops_or_is_lost_and_both_may_be_under_way() -> None:
    ways = list(world(TWO).ways(advance(TWO, begin(TWO))[2]))
    beside = [way for way in ways if way.events[0].address == "p/r/y"]
    assert [type(way.events[-1]) for way in beside] == [StepEnded, AnswerReceived]
    both = [way for way in ways if len(way.events) == 2 and way.resumed is not None]
    assert [[type(event) for event in way.events] for way in both] == [[AttemptStarted, AttemptStarted]]
    assert len(both[0].resumed or ()) == 2


def test_only_the_last_read_of_a_settling_leads_on() -> None:
    of = procedure(step("a", call(verify=verify(within=10, every=5))))
    started = AttemptStarted("a", 1, Purpose.ACT, None, "")
    state = replay(of, [started, *lost_answers([started])], begin(of))
    ways = list(world(of).ways(advance(of, state)[2]))
    reads = [(way.poll, event) for way in ways for event in way.events if isinstance(event, EffectRead)]
    assert {event.verdict for poll, event in reads if not poll and event.reading is Reading.WITHIN} == {
        Verdict.HOLDS,
        Verdict.DOES_NOT_HOLD,
        Verdict.CANNOT_TELL,
    }
    assert [event.verdict for poll, event in reads if poll] == [Verdict.DOES_NOT_HOLD]
    assert [way.poll for way in ways if way.resumed is not None] == [True]


def test_a_loop_of_unknown_length_has_some_items_or_none_or_cannot_be_evaluated() -> None:
    some = Unknown(STRING, "each")
    found = Suppose("a", (StepOpened("a", items=(some, some)), StepOpened("a", items=())))
    events = [way.events[0] for way in world(ONE).ways([found])]
    assert [len(event.items or ()) for event in events if isinstance(event, StepOpened)] == [2, 0]
    assert isinstance(events[-1], StepEnded)


def test_people_can_say_everything_that_they_may() -> None:
    here = world(ONE)
    asked = [way.events[0] for way in here.ways([Inquire("a", "?", ("x", "y"), None, None)])]
    assert [event.choice for event in asked if isinstance(event, ChoiceMade)] == ["x", "y"]
    settled = [way.events[0] for way in here.ways([Settle("a", "")])]
    assert {event.happened for event in settled if isinstance(event, EffectSettled)} == {True, False}


def test_a_wait_before_a_read_leads_back() -> None:
    (poll,) = world(ONE).ways([Pause("a", 5, WaitReason.POLL)])
    (wait,) = world(ONE).ways([Pause("a", 5, WaitReason.STEP)])
    assert (poll.poll, wait.poll) == (True, False)
    assert list(world(ONE).ways([])) == []
