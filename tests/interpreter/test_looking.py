"""How things stand is read right before the first attempt."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Pause, Send
from runbook.interpreter.events import Event, Purpose, StepEnded, WaitEnded
from runbook.interpreter.evolve import evolve
from runbook.interpreter.looking import looks_first
from runbook.interpreter.lost import looked_too_early, lost_answers
from runbook.interpreter.replay import replay
from runbook.interpreter.state import CallProgress
from runbook.language.procedure import Procedure, Retry, StepState, Verify
from runbook.providers.answer import Answer
from tests.interpreter.building import (
    LOST,
    NOT_SENT,
    answers,
    begin,
    call,
    condition,
    outcome,
    play,
    procedure,
    says,
    sent,
    served,
    step,
    verify,
)

LOOKING = replace(verify(within=0), before=True)
GONE, THERE = says(200, body={"gone": True}), says(200, body={"gone": False})


def looking(verified: Verify = LOOKING) -> Procedure:
    return procedure(step("a", call(verify=verified)))


def last(history: list[Event]) -> StepEnded:
    return [event for event in history if isinstance(event, StepEnded)][-1]


def test_what_is_so_before_anything_is_sent_is_already_so_and_nothing_is_sent() -> None:
    _, history = play(looking(), answers(GONE))
    assert sent(history) == ["a"]
    assert (last(history).state, last(history).already) == (StepState.DONE, True)


@pytest.mark.parametrize("answer", [says(200), LOST, says(500)])
def test_what_was_not_so_before_and_is_so_after_is_ours(answer: Answer) -> None:
    _, history = play(looking(), answers(THERE, answer, GONE))
    assert (outcome(history), last(history).unclaimed, last(history).already) == (StepState.DONE, False, False)


def test_a_yes_after_a_lost_answer_without_a_look_is_somebody_s() -> None:
    _, history = play(looking(verify(within=0)), answers(LOST, GONE))
    assert (outcome(history), last(history).unclaimed) == (StepState.DONE_WITH_NOTES, True)
    _, history = play(looking(verify(within=0)), answers(says(200), GONE))
    assert (outcome(history), last(history).unclaimed) == (StepState.DONE, False)


@pytest.mark.parametrize("failed", [LOST, NOT_SENT, says(500), says(429)])
def test_a_look_that_fails_is_made_again(failed: Answer) -> None:
    _, history = play(looking(), answers(failed, THERE, says(200), GONE))
    assert outcome(history) is StepState.DONE


@pytest.mark.parametrize("read", [[says(403)], [says(500)] * 4, [says(200, body={})]])
def test_where_a_look_cannot_tell_nothing_is_sent(read: list[Answer]) -> None:
    _, history = play(looking(), answers(*read))
    assert len(sent(history)) == len(read)
    assert outcome(history) is StepState.FAILED
    assert last(history).because.startswith("nothing was sent, since the read before it cannot tell: ")


def test_what_was_before_stands_beside_what_is() -> None:
    more = replace(LOOKING, holds=condition("response.body.count > before.body.count"))
    one, two = says(200, body={"count": 1}), says(200, body={"count": 2})
    _, history = play(looking(more), answers(one, LOST, two))
    assert outcome(history) is StepState.DONE
    _, history = play(looking(more), answers(one, says(200), one))
    assert outcome(history) is StepState.IN_DOUBT


def test_a_run_that_is_taken_up_again_looks_again_unless_it_made_an_attempt() -> None:
    of = looking()
    state, _, (look,) = advance(of, begin(of))
    assert isinstance(look, Send)
    assert look.purpose is Purpose.BEFORE
    for event in served(look, THERE):
        state = evolve(of, state, event)
    state, _, (send,) = advance(of, state)
    assert isinstance(send, Send)
    assert (send.purpose, send.looked) == (Purpose.ACT, True)
    _, _, (again,) = advance(of, replay(of, looked_too_early(of, state), state))
    assert isinstance(again, Send)
    assert (again.purpose, again.attempt) == (Purpose.BEFORE, 2)
    started = served(send, LOST)[:1]
    lost = replay(of, [*started, *lost_answers(started)], state)
    assert looked_too_early(of, lost) == []
    _, _, (read,) = advance(of, lost)
    assert isinstance(read, Send)
    assert read.purpose is Purpose.VERIFY


def test_a_death_during_the_look_leads_to_another() -> None:
    of = looking()
    state, _, (look,) = advance(of, begin(of))
    begun = served(look, THERE)[:1]
    _, _, (wait,) = advance(of, replay(of, [*begun, *lost_answers(begun)], state))
    assert isinstance(wait, Pause)


def test_a_death_during_the_only_look_leads_to_another_since_nothing_was_sent() -> None:
    """It used to end the step failed: the one look that `retry` allows was spent on an answer that nobody heard."""
    of = procedure(step("a", replace(call(verify=LOOKING), retry=Retry(at_most=1))))
    state, _, (look,) = advance(of, begin(of))
    begun = served(look, THERE)[:1]
    taken_up, _, (wait,) = advance(of, replay(of, [*begun, *lost_answers(begun)], state))
    assert isinstance(wait, Pause)
    _, _, (again,) = advance(of, evolve(of, taken_up, WaitEnded("a", wait.seconds, wait.reason)))
    assert isinstance(again, Send)
    assert (again.purpose, again.attempt) == (Purpose.BEFORE, 2)


def test_only_the_first_attempt_is_looked_before() -> None:
    assert looks_first(call(verify=LOOKING), CallProgress())
    assert not looks_first(call(verify=LOOKING), CallProgress(attempts=1))
    assert not looks_first(call(verify=LOOKING), CallProgress(looked=True))
    assert not looks_first(call(verify=verify()), CallProgress())
