"""The witness believes only what proves something."""

import pytest

from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    Purpose,
    Reading,
    StepEnded,
    Verdict,
)
from runbook.language.procedure import Block, IfNot, StepState, Verb
from runbook.planning.ground import Ground
from runbook.planning.watch import Breach, Watch, is_within
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import LOST, NOT_SENT, call, loop, procedure, says, step, verify

GROUND = Ground.of(
    procedure(
        step("a", call(verify=verify(IfNot.RESEND), fallback=Block((step("alone", call(), loop=loop("inputs.ids")),)))),
        step("b", call()),
        always=[step("tidy", call())],
    )
)
SENT = AttemptStarted("a", 1, Purpose.ACT, None, "")


def answered(answer: Answer, verb: Verb) -> tuple[Event, ...]:
    return (AnswerReceived("a", 1, Purpose.ACT, answer), AnswerRouted("a", 1, 0, verb, ""))


def after(*events: Event) -> Watch:
    watch = Watch()
    for event in events:
        watch = watch.after(event, GROUND)
    return watch


def breach(address: str, *events: Event) -> Breach | None:
    found = after(*events).breach(address, GROUND)
    return found and found[0]


@pytest.mark.parametrize(
    ("answer", "verb"),
    [
        (LOST, Verb.RETRY),
        (says(500), Verb.RETRY),
        (says(200), Verb.RETRY),
        (says(422), Verb.SETTLE),
        (Answer(AnswerKind.MALFORMED, 400), Verb.RETRY),
        (Answer(AnswerKind.UNDECLARED, 299), Verb.RETRY),
    ],
)
def test_what_proves_nothing_forbids_to_send_again(answer: Answer, verb: Verb) -> None:
    assert breach("a", SENT, *answered(answer, verb)) is Breach.SENT_TWICE


@pytest.mark.parametrize("answer", [NOT_SENT, says(422), says(429)])
def test_a_refusal_and_what_never_left_allow_it(answer: Answer) -> None:
    assert breach("a", SENT, *answered(answer, Verb.RETRY)) is None


def test_after_a_lost_answer_a_refusal_may_be_an_echo() -> None:
    again = (SENT, *answered(LOST, Verb.SETTLE), EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.LAST), SENT)
    assert breach("a", *again[:4]) is None
    assert breach("a", *again, *answered(says(429), Verb.RETRY)) is Breach.SENT_TWICE
    assert breach("a", *again, *answered(NOT_SENT, Verb.RETRY)) is None


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.LAST), None),
        (EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.WITHIN), Breach.SENT_TWICE),
        (EffectRead("a", 1, Verdict.DOES_NOT_HOLD), Breach.SENT_TWICE),
        (EffectRead("a", 1, Verdict.CANNOT_TELL, "", Reading.LAST), Breach.SENT_TWICE),
        (EffectRead("a", 1, Verdict.HOLDS, "", Reading.LAST), Breach.SENT_TWICE),
    ],
)
def test_only_a_last_read_that_does_not_show_it_allows_it(read: EffectRead, wanted: Breach | None) -> None:
    assert breach("a", SENT, *answered(LOST, Verb.SETTLE), read) is wanted


def test_a_persons_word_allows_it_and_until_then_nothing_else_is_sent() -> None:
    doubt = (SENT, *answered(LOST, Verb.SETTLE), FellInDoubt("a", 1, ""))
    assert breach("b", *doubt) is Breach.SENT_AFTER_STOP
    assert breach("a", *doubt, EffectSettled("a", False, "ada", "")) is None
    assert breach("a", *doubt, EffectSettled("a", True, "ada", "")) is Breach.SENT_TWICE
    assert breach("b", *doubt, EffectSettled("a", True, "ada", "")) is None
    asked = (SENT, *answered(says(500), Verb.ASK))
    assert breach("a", *asked, ChoiceMade("a", "retry", "ada")) is None
    assert breach("a", *asked, ChoiceMade("a", "settle", "ada")) is Breach.SENT_TWICE


def test_a_death_while_it_is_under_way_proves_nothing_whatever_is_recorded_of_it() -> None:
    dead = after(SENT).died()
    for event in answered(NOT_SENT, Verb.RETRY):
        dead = dead.after(event, GROUND)
    assert dead.breach("a", GROUND) == (Breach.SENT_TWICE, "a")
    assert Watch().died() == Watch()


def test_a_fallback_needs_a_word_of_the_provider() -> None:
    assert breach("a/alone[0]", SENT, *answered(says(422), Verb.FALLBACK)) is None
    assert breach("a/alone[0]", SENT, *answered(says(200), Verb.FALLBACK)) is None
    assert breach("a/alone[0]", SENT, *answered(says(500), Verb.FALLBACK)) is Breach.SENT_TWICE
    assert breach("a/alone[0]", SENT, *answered(LOST, Verb.FALLBACK)) is Breach.SENT_TWICE


def test_a_step_that_ended_sends_nothing_more() -> None:
    ended = (SENT, *answered(says(200), Verb.DONE), StepEnded("a", StepState.DONE))
    assert breach("a", *ended) is Breach.SENT_TWICE
    assert breach("a/alone[1]", *ended) is Breach.SENT_TWICE
    assert breach("b", *ended) is None


def test_after_a_stop_only_what_was_written_for_it_is_sent() -> None:
    stop = StepEnded("a", StepState.FAILED)
    assert breach("b", stop) is Breach.SENT_AFTER_STOP
    assert breach("tidy", stop) is None
    assert breach("b", StepEnded("a", StepState.DONE_WITH_NOTES)) is None


def test_two_that_know_the_same_have_one_key() -> None:
    assert after(SENT, *answered(says(500), Verb.SETTLE)).key == after(SENT, *answered(says(500), Verb.ASK)).key
    assert after(SENT).key != Watch().key


def test_an_item_is_within_its_loop_and_a_namesake_is_not() -> None:
    assert is_within("a[1]/b", "a")
    assert is_within("a/b", "a")
    assert not is_within("ab", "a")
