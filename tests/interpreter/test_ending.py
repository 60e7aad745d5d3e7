"""What a step leaves is what is read later, and no more."""

from runbook.interpreter.ending import finish, item_result
from runbook.interpreter.events import StepEnded
from runbook.interpreter.state import BlockProgress, CallProgress, Failure, FanProgress, Finished
from runbook.language.procedure import Let, StepState
from tests.interpreter.building import call, loop, says, step

ANSWERED = CallProgress(answer=says(422, "too late", {"n": 1}))
FAILED = StepEnded("a", StepState.FAILED, "why")


def test_nothing_is_kept_that_nobody_reads() -> None:
    assert finish(step("a", call()), ANSWERED, FAILED).kept == {}


def test_what_is_read_is_kept() -> None:
    kept = finish(step("a", call(), keeps=["state", "status", "message", "response"]), ANSWERED, FAILED).kept
    assert kept["state"] == "failed"
    assert kept["status"] == "422"
    assert kept["message"] == "too late"
    assert kept["response"] == {"status": 422, "body": {"n": 1}, "message": "too late", "headers": {}}


def test_a_failure_names_the_innermost_step() -> None:
    inner = Failure("x", "a/x", "deep", "404", "gone")
    group = BlockProgress(failure=inner)
    assert finish(step("a", call()), group, FAILED).failure is inner
    assert finish(step("a", call()), ANSWERED, FAILED).failure == Failure("a", "a", "why", "422", "too late")


def test_names_of_a_let_are_all_kept() -> None:
    event = StepEnded("n", StepState.DONE, result={"x": 1})
    assert finish(step("n", Let({})), CallProgress(), event).kept == {"x": 1}


def test_items_of_a_loop_are_kept_in_their_order() -> None:
    fan = FanProgress(2, ("x", "y"), kept={1: "second", 0: "first"})
    looping = step("a", call(), loop=loop("inputs.ids"), keeps=["items"])
    assert finish(looping, fan, StepEnded("a", StepState.DONE)).kept == {"items": ["first", "second"]}


def test_an_item_says_what_it_was_and_how_it_ended() -> None:
    finished = Finished(StepState.DONE_WITH_NOTES, "under way", {}, {})
    assert item_result("s2", finished, ANSWERED) == {
        "item": "s2",
        "state": "done_with_notes",
        "because": "under way",
        "status": "422",
        "message": "too late",
    }
