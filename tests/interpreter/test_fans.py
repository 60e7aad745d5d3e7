"""Members of a loop or a parallel step end one by one."""

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Inquire, Send
from runbook.interpreter.events import ChoiceMade, StepEnded
from runbook.interpreter.evolve import evolve
from runbook.interpreter.fans import arm_ended, is_stopped, item_ended, moved_member
from runbook.interpreter.state import BlockProgress, CallProgress, Failure, FanProgress, Finished, Fresh, UseProgress
from runbook.language.procedure import Ask, Block, Branch, Group, Let, Parallel, Question, StepState, Wait
from tests.interpreter.building import answers, begin, call, loop, play, procedure, sent, site, step, template
from tests.interpreter.building import says as says_done

FAN = FanProgress(3, ("x", "y", "z"))


def test_a_member_that_moved_has_begun_and_so_have_those_before_it() -> None:
    moved = moved_member(FAN, 1, CallProgress())
    assert (moved.next, moved.running) == (2, {0: Fresh(), 1: CallProgress()})


def test_an_arm_that_waits_first_is_not_forgotten_when_another_moves_or_ends() -> None:
    waits = Branch("waits", Block((step("pause", Wait(5.0)), step("cancel", call()))))
    says = Branch("says", Block((step("name", Let({})),)))
    _, history = play(procedure(step("both", Parallel((waits, says), 2))), answers(says_done(200)))
    assert sent(history) == ["both/waits/cancel"]
    ended = [event.address for event in history if isinstance(event, StepEnded)]
    assert ended[-2:] == ["both/waits", "both"]


def test_a_member_that_stopped_keeps_others_from_beginning() -> None:
    failure = Failure("s", "s[0]", "why")
    ended = item_ended(FAN, 0, Finished(StepState.FAILED, "why", {}, {}, failure), Fresh(), frozenset())
    assert (ended.failure, ended.ended, ended.outcome) == (failure, 1, StepState.FAILED)
    later = item_ended(ended, 1, Finished(StepState.IN_DOUBT, "other", {}, {}), Fresh(), frozenset())
    assert later.failure is failure
    assert later.outcome is StepState.IN_DOUBT


def test_an_arm_that_stopped_halts_the_others_before_its_own_end_is_tidied_up() -> None:
    tidy = Branch("first", Block((step("a", call()),), always=(step("log", call()),)))
    beside = Branch("second", Block((step("b", call()), step("c", call()))))
    of = procedure(step("both", Parallel((tidy, beside), 2)))
    _, history = play(of, answers(says_done(404), says_done(200)))
    assert sent(history) == ["both/first/a", "both/first/log"]


def test_a_stop_is_seen_however_deep_it_lies() -> None:
    stopped = BlockProgress(failure=Failure("s", "s", "why"))
    for member in (
        stopped,
        BlockProgress(current=stopped),
        BlockProgress(current=UseProgress({}, stopped)),
        CallProgress(fallback=stopped),
        FanProgress(1, None, {0: stopped}),
    ):
        assert is_stopped(FanProgress(2, None, {0: Fresh(), 1: member}))
    assert not is_stopped(FanProgress(2, None, {0: Fresh(), 1: BlockProgress()}))


def test_items_that_wait_for_a_person_do_not_keep_others_from_beginning_one_after_the_other() -> None:
    asks = step("sure", Ask(Question("Go on?", ("yes", "no"))))
    one = Group(Block((asks, step("cancel", call(where=site(id=template("{{ each }}")))))))
    of = procedure(step("all", one, loop=loop("inputs.ids", at_once=1)))
    state, _, commands = advance(of, begin(of, ids=["x", "y", "z"]))
    assert [(type(command), command.address) for command in commands] == [
        (Inquire, "all[0]/sure"),
        (Inquire, "all[1]/sure"),
        (Inquire, "all[2]/sure"),
    ]
    answered = evolve(of, state, ChoiceMade("all[1]/sure", "yes", "ben"))
    _, _, commands = advance(of, answered)
    assert [(type(command), command.address) for command in commands if not isinstance(command, Inquire)] == [
        (Send, "all[1]/cancel")
    ]


def test_results_of_items_are_kept_only_when_they_are_read() -> None:
    done = Finished(StepState.DONE, "", {}, {})
    assert item_ended(FAN, 0, done, Fresh(), frozenset()).kept == {}
    assert item_ended(FAN, 2, done, Fresh(), frozenset({"items"})).kept == {
        2: {"item": "z", "state": "done", "because": "", "status": "", "message": ""}
    }


def test_what_the_steps_of_an_arm_left_is_seen_after_it() -> None:
    arm = BlockProgress(steps={"l": {"state": "done"}})
    assert arm_ended(FanProgress(1, None), 0, arm, StepEnded("p/left", StepState.DONE)).inner == {
        "l": {"state": "done"}
    }
