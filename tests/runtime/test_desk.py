from runbook.interpreter.commands import Pause
from runbook.interpreter.events import WaitReason
from runbook.interpreter.state import State
from runbook.runtime.desk import Desk
from runbook.runtime.rest import Halt

PAUSE = Pause("a", 5.0, WaitReason.STEP)


def test_a_pause_that_nobody_waits_for_is_forgotten() -> None:
    desk = Desk(State(), at_work={"a": PAUSE})
    desk.forget_pauses([PAUSE])
    assert desk.at_work == {"a": PAUSE}
    desk.forget_pauses([])
    assert desk.at_work == {}


def test_it_rests_with_what_is_open() -> None:
    rest = Desk(State(run="r-1")).rest(Halt.WAITING)
    assert (rest.halt, rest.state.run, rest.questions, rest.withheld) == (Halt.WAITING, "r-1", (), None)
