"""From the first item of a loop to its last, when what lies between is the same."""

from runbook.frozen import replace
from runbook.interpreter.state import BlockProgress, Failure, FanProgress, Fresh, State
from runbook.language.procedure import Block, Branch, Parallel
from runbook.planning.leaps import Leap, Leaps, stands_for
from tests.interpreter.building import call, loop, procedure, step

OF = procedure(step("many", call(), loop=loop("inputs.ids")))
LEAPS = Leaps(OF, frozenset({"many"}))
OVER = FanProgress(6, tuple("abcdef"), next=1, ended=1)


def at(fan: FanProgress) -> State:
    return State(block=BlockProgress(current=fan))


def test_after_the_first_item_comes_the_last() -> None:
    state, leaps = LEAPS.taken(at(OVER))
    assert state.block.current == replace(OVER, next=5, ended=5)
    assert leaps == (Leap("many", 4),)


def test_the_results_of_those_between_are_there_when_they_are_read() -> None:
    state, _ = LEAPS.taken(at(replace(OVER, kept={0: {"item": "a", "state": "done"}})))
    assert isinstance(state.block.current, FanProgress)
    assert [one["item"] for one in state.block.current.kept.values()] == list("abcde")  # type: ignore[call-overload,index]


def test_nothing_is_leapt_while_an_item_is_at_work_after_a_stop_or_in_a_small_loop() -> None:
    stopped = replace(OVER, failure=Failure("many", "many[0]", "why"))
    for fan in (replace(OVER, running={0: Fresh()}), stopped, replace(OVER, count=3, items=tuple("abc"))):
        assert LEAPS.taken(at(fan)) == (at(fan), ())
    assert Leaps(OF, frozenset({"other"})).taken(at(OVER)) == (at(OVER), ())


def test_a_loop_beside_something_that_stopped_goes_no_further() -> None:
    of = procedure(
        step("arms", Parallel((Branch("one", Block(OF.body.steps)), Branch("two", Block(OF.body.steps))), 2))
    )
    arms = FanProgress(2, None, running={0: BlockProgress(current=OVER)})
    leaps = Leaps(of, frozenset({"arms/one/many"}))
    assert leaps.taken(at(arms))[1] == (Leap("arms/one/many", 4),)
    failure = Failure("x", "arms/two/x", "why")
    assert leaps.taken(at(replace(arms, failure=failure)))[1] == ()
    tidying = {**arms.running, 1: BlockProgress(failure=failure)}
    assert leaps.taken(at(replace(arms, running=tidying)))[1] == ()


def test_the_first_item_stands_for_all_but_the_last() -> None:
    assert list(stands_for(OVER, 0)) == [0, 1, 2, 3, 4]
    assert list(stands_for(OVER, 5)) == [5]
    assert list(stands_for(replace(OVER, count=3), 0)) == [0]
