from runbook.interpreter.commands import Command, Inquire, Pause
from runbook.interpreter.events import Asked, WaitEnded, WaitReason
from runbook.interpreter.state import State
from runbook.runtime.desk import Desk
from runbook.runtime.rest import Halt

PAUSE = Pause("a", 5.0, WaitReason.STEP)
QUESTION = Inquire("b", "which?", ("go", "leave"), 60.0, "leave")


def test_what_nobody_waits_for_any_more_is_forgotten() -> None:
    at_work: dict[str, Command] = {"a": PAUSE, "b": QUESTION}
    desk = Desk(State(), at_work=dict(at_work), unanswered={"b": QUESTION})
    desk.forget([PAUSE, QUESTION])
    assert (desk.at_work, desk.unanswered) == (at_work, {"b": QUESTION})
    desk.forget([])
    assert (desk.at_work, desk.unanswered) == ({}, {})


def test_time_runs_from_when_a_question_is_put_until_it_is_answered() -> None:
    desk = Desk(State(), began={"b": 1.0}, unanswered={"b": QUESTION})
    desk.asked([Asked("b", "which?", ("go", "leave"), 60.0, "leave")], 7.0)
    assert desk.began == {"b": 7.0}
    desk.answered("b")
    assert (desk.began, desk.unanswered) == ({}, {})


def test_where_things_went_on_no_earlier_beginning_counts() -> None:
    desk = Desk(State(), began={"a": 1.0, "b": 2.0})
    ended = WaitEnded("a", 5.0, WaitReason.RETRY)
    desk.moved([ended, Asked("b", "which?", ("go", "leave"), 60.0, "leave")])
    assert desk.began == {"b": 2.0}


def test_it_rests_with_what_is_open() -> None:
    rest = Desk(State(run="r-1")).rest(Halt.WAITING)
    assert (rest.halt, rest.state.run, rest.questions, rest.withheld) == (Halt.WAITING, "r-1", (), None)
