"""Each command of a plan has a way on for everything that can be said to it."""

from runbook.interpreter.commands import Inquire, Pause, Settle, Suppose
from runbook.interpreter.events import StepOpened, WaitReason
from runbook.planning.ways_on import ways_on


def test_people_and_time_have_their_say() -> None:
    assert len(ways_on(Settle("a", "why"))) == 2
    assert len(ways_on(Inquire("a", "go on?", ("yes", "no", "later"), None, None))) == 3
    assert len(ways_on(Pause("a", 1, WaitReason.RETRY))) == 1


def test_what_only_a_run_can_tell_goes_each_way() -> None:
    opened = (StepOpened("a"), StepOpened("b"))
    assert ways_on(Suppose("a", opened)) == [(opened[0], None), (opened[1], None)]
    assert ways_on(None) == []
