"""From one walked item of a loop to the next that goes another way, and to the last."""

from runbook.frozen import replace
from runbook.interpreter.events import Event, StepEnded
from runbook.interpreter.state import BlockProgress, Failure, FanProgress
from runbook.language.procedure import Block, Branch, Parallel, StepState
from runbook.planning.leaps import Alike, Leap, Leaps
from tests.interpreter.building import begin, call, condition, loop, procedure, step

OF = procedure(step("many", call(), loop=loop("inputs.ids")))
OVER = FanProgress(6, tuple("abcdef"), next=1, ended=1)
ENDED = StepEnded("many[0]", StepState.DONE)
SAME = Alike("each")


def leap(fan: FanProgress, alike: Alike = SAME, event: Event = ENDED) -> tuple[FanProgress, Leap | None]:
    leaps = Leaps(OF, {"many": alike})
    state, taken = leaps.taken(replace(begin(OF), block=BlockProgress(current=fan)), event)
    assert isinstance(state.block.current, FanProgress)
    return state.block.current, taken


def test_after_the_first_item_comes_the_last() -> None:
    assert leap(OVER) == (replace(OVER, next=5, ended=5), Leap("many[0]", 4))


def test_items_that_decide_otherwise_are_walked_in_their_turn() -> None:
    odd = Alike("each", (condition("each == 'c'"),))
    fan, taken = leap(OVER, odd)
    assert (fan.next, taken) == (2, Leap("many[0]", 3))
    fan, taken = leap(replace(OVER, next=3, ended=3), odd, replace(ENDED, address="many[2]"))
    assert (fan.next, taken) == (5, None)


def test_a_condition_that_has_no_value_is_a_decision_too() -> None:
    alike = Alike("each", (condition("each.sort == 'x'"),))
    assert alike.decided("a") == alike.decided("b") != alike.decided({"sort": "x"})


def test_the_results_of_those_between_are_there_when_they_are_read() -> None:
    fan, _ = leap(replace(OVER, kept={0: {"item": "a", "state": "done"}}))
    assert [one["item"] for one in fan.kept.values()] == list("abcde")  # type: ignore[call-overload,index]


def test_nothing_is_leapt_after_a_stop_in_a_small_loop_or_where_items_are_not_alike() -> None:
    stopped = replace(OVER, failure=Failure("many", "many[0]", "why"))
    for fan in (stopped, replace(OVER, count=3, items=tuple("abc"))):
        assert leap(fan) == (fan, None)
    state = replace(begin(OF), block=BlockProgress(current=OVER))
    assert Leaps(OF, {}).taken(state, ENDED) == (state, None)
    assert Leaps(OF, {"many": SAME}).taken(state, StepEnded("many", StepState.DONE)) == (state, None)


def test_a_loop_beside_something_that_stopped_goes_no_further() -> None:
    arms = (Branch("one", Block(OF.body.steps)), Branch("two", Block(OF.body.steps)))
    of = procedure(step("arms", Parallel(arms, 2)))
    failed = BlockProgress(failure=Failure("x", "arms/two/x", "why"))
    ended = replace(ENDED, address="arms/one/many[0]")
    for other, taken in ((BlockProgress(), Leap("arms/one/many[0]", 4)), (failed, None)):
        fan = FanProgress(2, None, running={0: BlockProgress(current=OVER), 1: other})
        state = replace(begin(of), block=BlockProgress(current=fan))
        assert Leaps(of, {"arms/one/many": SAME}).taken(state, ended)[1] == taken


def test_the_first_item_stands_for_all_but_the_last() -> None:
    leaps = Leaps(OF, {"many": SAME})
    assert list(leaps.stands_for("many", OVER, 0)) == [0, 1, 2, 3, 4]
    assert list(leaps.stands_for("many", OVER, 5)) == [5]
    assert list(leaps.stands_for("many", replace(OVER, count=3, items=tuple("abc")), 0)) == [0]
    assert list(leaps.stands_for("other", OVER, 3)) == [3]


def test_a_loop_whose_walked_item_never_ends_is_a_dead_end() -> None:
    leaps = Leaps(OF, {"many": SAME})
    assert leaps.dead_ends() == frozenset()
    leaps.stands_for("many", OVER, 0)
    assert leaps.dead_ends() == {"many"}
    leaps.taken(replace(begin(OF), block=BlockProgress(current=OVER)), ENDED)
    assert leaps.dead_ends() == frozenset()
