from runbook.interpreter.events import AnswerReceived, AttemptStarted, Purpose
from runbook.interpreter.lost import lost_answers, perhaps_sent
from runbook.interpreter.replay import replay
from runbook.language.procedure import Verb
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import call, procedure, row, site, started, step

FLYING = AttemptStarted("a", 1, Purpose.ACT, None, "")
BACK = AnswerReceived("a", 1, Purpose.ACT, Answer(AnswerKind.RESPONSE, 200))


def test_an_attempt_without_an_answer_got_none() -> None:
    lost = lost_answers([FLYING])
    assert [(one.address, one.attempt, one.purpose, one.answer.kind) for one in lost] == [
        ("a", 1, Purpose.ACT, AnswerKind.NO_ANSWER)
    ]
    assert lost_answers([FLYING, BACK]) == []


def test_each_attempt_and_each_purpose_is_its_own() -> None:
    again = AttemptStarted("a", 2, Purpose.ACT, None, "")
    reading = AttemptStarted("a", 1, Purpose.VERIFY, None, "")
    assert [(one.attempt, one.purpose) for one in lost_answers([FLYING, BACK, again, reading])] == [
        (2, Purpose.ACT),
        (1, Purpose.VERIFY),
    ]


def test_behind_a_journal_that_was_cut_off_the_next_acts_are_taken_for_sent_and_unanswered() -> None:
    of = procedure(step("a", call()), step("b", call()))
    state = replay(of, [started()])
    kinds = [(type(event).__name__, event.address) for event in perhaps_sent(of, state)]
    assert kinds == [("AttemptStarted", "a"), ("AnswerReceived", "a")]


def test_reads_and_ends_that_may_have_been_recorded_matter_to_nobody() -> None:
    of = procedure(step("a", call(row("422", Verb.STOP), where=site("read"))))
    assert perhaps_sent(of, replay(of, [started()])) == []
