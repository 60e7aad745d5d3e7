"""What a call asks for in each phase."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.calls import ASKED_TO_WAIT, decide_call
from runbook.interpreter.commands import Command, Inquire, Pause, Record, Send
from runbook.interpreter.context import Context
from runbook.interpreter.events import AnswerRouted, Asked, Postponed, StepEnded, WaitEnded, WaitReason
from runbook.interpreter.evolve_call import evolve_call
from runbook.interpreter.state import CallProgress, Ending, Phase
from runbook.language.procedure import Retry, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.retry_after import NEVER
from tests.interpreter.building import LOST, NOT_SENT, begin, call, procedure, row, says, verify

OF = procedure()
CONTEXT = Context(OF, begin(OF), {"id": "t1"}, {}, {})
CALL = call(verify=verify())


def test_it_sends_when_it_is_ready_and_nothing_beside_it_stopped() -> None:
    (command,) = decide_call(CALL, CallProgress(), CONTEXT, "a")
    assert isinstance(command, Send)
    assert (command.attempt, command.request.method, command.request.path) == (1, "POST", "/things/t1/cancel")
    halted = Context(OF, CONTEXT.state, {"id": "t1"}, {}, {}, halted=True)
    (command,) = decide_call(CALL, CallProgress(), halted, "a")
    assert command == Record(StepEnded("a", StepState.SKIPPED, "something beside it stopped"))


def back_off(progress: CallProgress, retry: Retry) -> Command:
    (command,) = decide_call(replace(CALL, retry=retry), replace(progress, phase=Phase.BACKOFF), CONTEXT, "a")
    return command


def test_delays_grow_up_to_the_cap() -> None:
    waits = [back_off(CallProgress(attempts=n), Retry(cap=3)) for n in range(1, 5)]
    assert waits == [Pause("a", seconds, WaitReason.RETRY) for seconds in (1, 2, 3, 3)]


def test_what_the_provider_asks_for_wins_over_our_own_delay() -> None:
    asked = CallProgress(answer=Answer(AnswerKind.RESPONSE, 429, retry_after=17.0))
    assert back_off(asked, Retry()) == Pause("a", 17.0, WaitReason.RETRY, ASKED_TO_WAIT)


def test_a_wait_above_the_cap_is_recorded_and_the_run_may_rest_on_it() -> None:
    asked = CallProgress(answer=Answer(AnswerKind.RESPONSE, 429, retry_after=17.0))
    assert back_off(asked, Retry(cap=16)) == Record(Postponed("a", 17.0, WaitReason.RETRY, ASKED_TO_WAIT))
    on_record = evolve_call(CALL, replace(asked, phase=Phase.BACKOFF), Postponed("a", 17.0, WaitReason.RETRY, ""))
    assert back_off(on_record, Retry(cap=16)) == Pause("a", 17.0, WaitReason.RETRY, ASKED_TO_WAIT, rests_above=16)
    again = evolve_call(CALL, on_record, WaitEnded("a", 17.0, WaitReason.RETRY))
    assert (again.phase, again.postponed) == (Phase.READY, False)


def test_a_provider_that_asks_for_longer_than_a_date_can_say_is_not_waited_for() -> None:
    asked = Answer(AnswerKind.RESPONSE, 429, retry_after=NEVER)
    answered = CallProgress(Phase.ANSWERED, attempts=1, answer=asked)
    routed = evolve_call(CALL, answered, AnswerRouted("a", 1, 0, Verb.RETRY, ""))
    assert routed.phase is Phase.OVER
    assert routed.ending is not None
    assert routed.ending.state is StepState.FAILED


def test_it_waits_between_reads() -> None:
    (command,) = decide_call(CALL, CallProgress(Phase.POLL), CONTEXT, "a")
    assert isinstance(command, Pause)
    assert command.seconds == 5


def test_a_question_carries_the_providers_words() -> None:
    (record,) = decide_call(CALL, CallProgress(Phase.ASK, answer=says(422, "too late")), CONTEXT, "a")
    assert isinstance(record, Record)
    assert isinstance(record.event, Asked)
    (command,) = decide_call(CALL, CallProgress(Phase.ASKED, answer=says(422, "too late")), CONTEXT, "a")
    assert isinstance(command, Inquire)
    assert command.message == record.event.message
    assert "too late" in command.message
    assert command.choices == ("done", "tolerate", "stop")


def test_a_question_is_put_with_the_deadline_of_its_row() -> None:
    asks = replace(row("422", Verb.ASK), choices=("retry", "stop"), deadline=60.0, default="stop")
    progress = CallProgress(Phase.ASKED, answer=says(422, "too late"), row=0)
    (command,) = decide_call(call(asks), progress, CONTEXT, "a")
    assert isinstance(command, Inquire)
    assert (command.choices, command.deadline, command.default) == (("retry", "stop"), 60.0, "stop")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (says(422, "too late"), 'cancel answered 422 "too late" (why)'),
        (says(422), "cancel answered 422 (why)"),
        (LOST, "cancel got no answer: the connection was cut (why)"),
        (NOT_SENT, "cancel was not sent: connection refused (why)"),
    ],
)
def test_a_question_says_what_it_is_about(answer: Answer, words: str) -> None:
    (command,) = decide_call(CALL, CallProgress(Phase.ASKED, answer=answer, because="why"), CONTEXT, "a")
    assert isinstance(command, Inquire)
    assert command.message == words


@pytest.mark.parametrize("phase", [Phase.ASK, Phase.ASKED])
def test_a_question_about_an_unknown_effect_stays_when_something_beside_it_stopped(phase: Phase) -> None:
    halted = replace(CONTEXT, halted=True)
    skipped = (Record(StepEnded("a", StepState.SKIPPED, "something beside it stopped")),)
    refused = CallProgress(phase, answer=says(422, "too late"), nothing=True)
    assert decide_call(CALL, refused, halted, "a") == skipped
    for unknown in (CallProgress(phase, answer=LOST), replace(refused, lost=True)):
        assert decide_call(CALL, unknown, halted, "a") != skipped


def test_in_flight_it_asks_for_nothing_and_at_the_end_for_its_record() -> None:
    assert decide_call(CALL, CallProgress(Phase.IN_FLIGHT), CONTEXT, "a") == ()
    done = CallProgress(Phase.OVER, ending=Ending(StepState.DONE, already=True))
    assert decide_call(CALL, done, CONTEXT, "a") == (Record(StepEnded("a", StepState.DONE, "", True)),)
