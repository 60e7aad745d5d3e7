"""Events fold into a state; those of different addresses in any order."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Inquire, Send, Settle
from runbook.interpreter.events import (
    AnswerReceived,
    EffectSettled,
    Event,
    Purpose,
    RunClosed,
    RunResumed,
    StepEnded,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.state import State
from runbook.language.procedure import Block, Branch, Parallel, Procedure, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import (
    LOST,
    NOT_SENT,
    answers,
    begin,
    call,
    handover,
    loop,
    outcome,
    play,
    procedure,
    row,
    says,
    sent,
    served,
    step,
    verify,
)


def test_a_late_word_on_what_an_ended_run_left_in_doubt_changes_nothing_of_it() -> None:
    of = procedure(step("a", call()))
    state, _ = play(of, answers(Answer(AnswerKind.UNDECLARED, 418)))
    assert state.ended is not None
    assert evolve(of, state, EffectSettled("a", True, "ada", "seen")) == state


def test_a_run_that_was_closed_goes_nowhere_and_takes_late_words() -> None:
    of = procedure(step("a", call()))
    state = evolve(of, begin(of), RunClosed("", "ada", "done by hand"))
    assert advance(of, state) == (state, (), ())
    assert evolve(of, state, EffectSettled("a", True, "ada", "seen")) == state


def test_who_takes_a_run_up_changes_nothing_of_it() -> None:
    of = procedure(step("a", call()))
    assert evolve(of, begin(of), RunResumed("", "ada")) == begin(of)


def test_an_event_that_cannot_have_happened_is_refused_and_changes_nothing() -> None:
    of = procedure(step("a", call()))
    state = begin(of)
    for event in (
        WaitEnded("a", 1, WaitReason.RETRY),
        AnswerReceived("a", 1, Purpose.ACT, says(200)),
        StepEnded("b", StepState.DONE),
        StepEnded("a/b", StepState.DONE),
    ):
        with pytest.raises(IllegalEventError):
            evolve(of, state, event)
    assert begin(of) == state


def rich() -> Procedure:
    """Every way a step can hold others."""
    alone = step("one", call(row("422", Verb.TOLERATE)), loop=loop("inputs.ids", at_once=2))
    arms = (
        Branch("left", Block((step("l", call(verify=verify())),), (handover("left_over"),))),
        Branch("right", Block((step("r", call(row("422", Verb.ASK))), step("r2", call())))),
    )
    return procedure(
        step("all", call(row("422", Verb.FALLBACK, "too late"), fallback=Block((alone,)))),
        step("both", Parallel(arms, 2)),
        step("each", call(), loop=loop("inputs.ids", at_once=3)),
        rescue=[handover()],
        always=[step("last", call(row("4XX", Verb.TOLERATE)))],
    )


ANSWERS = (
    says(200),
    says(200, body={"gone": True}),
    says(200, body={"gone": False}),
    says(404),
    says(422, "too late"),
    says(422, "already gone"),
    says(500),
    says(429),
    says(418),
    LOST,
    NOT_SENT,
)


def reply(command: object, pick: random.Random) -> Answer | str | None:
    if isinstance(command, Send):
        return pick.choice(ANSWERS)
    return pick.choice(command.choices) if isinstance(command, Inquire) else None


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(0, 10**9))
def test_whatever_the_world_answers_every_run_ends_in_a_named_state(seed: int) -> None:
    pick = random.Random(seed)
    _, history = play(rich(), lambda command: reply(command, pick), ids=["x", "y"])
    assert outcome(history) in set(StepState) - {StepState.WAITING}


@settings(deadline=None, max_examples=150)
@given(seed=st.integers(0, 10**9))
def test_after_a_lost_answer_nothing_is_sent_again_unless_a_read_said_no(seed: int) -> None:
    pick = random.Random(seed)
    _, history = play(rich(), lambda command: reply(command, pick), ids=["x", "y"])
    acts: dict[str, Answer] = {}
    for event in history:
        if isinstance(event, AnswerReceived) and event.purpose is Purpose.ACT:
            before = acts.get(event.address)
            assert before is None or before.kind.value == "not_sent" or before.status == 429, event.address
            acts[event.address] = event.answer
    assert len(sent(history)) >= 1


def concurrent(of: Procedure, seed: int, order: int) -> State:
    """The same answers for the same attempts, taken in an order of chance."""
    shuffle = random.Random(order)
    state = begin(of, ids=["x", "y"])
    waiting: dict[str, list[Event]] = {}
    while True:
        state, _, ready_now = advance(of, state)
        commands = [command for command in ready_now if not isinstance(command, Settle)]
        if not commands and all(isinstance(rest[0], WaitEnded) for rest in waiting.values()):
            return state
        for command in commands:
            if command.address not in waiting:
                pick = random.Random(f"{seed} {command.address} {getattr(command, 'attempt', '')}")
                said = reply(command, pick)
                first, *rest = served(command, said)
                if rest:
                    state = evolve(of, state, first)
                waiting[command.address] = rest or [first]
        ready = {command.address for command in commands}
        waiting = {at: rest for at, rest in waiting.items() if at in ready or not isinstance(rest[0], WaitEnded)}
        if not waiting:
            continue
        address = shuffle.choice(sorted(waiting))
        for event in waiting.pop(address):
            state = evolve(of, state, event)


@settings(deadline=None, max_examples=100)
@given(seed=st.integers(0, 10**9), order=st.integers(0, 10**9))
def test_addresses_do_not_mind_the_order_of_the_others(seed: int, order: int) -> None:
    """As long as nothing stops, the order in which addresses answer changes nothing in the end."""
    arms = tuple(
        Branch(name, Block((step(f"{name}_step", call(row("4XX", Verb.TOLERATE), verify=None), keeps=["state"]),)))
        for name in ("left", "right", "middle")
    )
    of = procedure(
        step("both", Parallel(arms, 3)),
        step("each", call(row("4XX", Verb.TOLERATE)), loop=loop("inputs.ids", at_once=2)),
    )
    first, second = concurrent(of, seed, 0), concurrent(of, seed, order)
    if first.ended is not None and first.ended.state in (StepState.DONE, StepState.DONE_WITH_NOTES):
        assert second.ended == first.ended
    assert (first.ended is None) == (second.ended is None)
