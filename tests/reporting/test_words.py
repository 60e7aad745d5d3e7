import pytest

from runbook.language.procedure import StepState
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.words import STATES, answer_words, counted, moment, state_words


def test_every_state_has_words() -> None:
    assert set(STATES) == set(StepState)
    assert state_words(None)[1] == "not finished"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "no answer recorded"),
        (Answer(AnswerKind.RESPONSE, 422, message="No."), '422 "No."'),
        (Answer(AnswerKind.RESPONSE, 200), "200"),
        (Answer(AnswerKind.UNDECLARED, 302, reason="a redirect"), "302 (undeclared: a redirect)"),
        (Answer(AnswerKind.MALFORMED, 200), "200 (malformed)"),
        (Answer(AnswerKind.NOT_SENT, reason="refused"), "not sent: refused"),
        (Answer(AnswerKind.NO_ANSWER, reason="reset"), "no answer: reset"),
    ],
)
def test_answers_read_as_sentences(answer: Answer | None, said: str) -> None:
    assert answer_words(answer) == said


def test_moments_are_utc() -> None:
    assert moment(1772357400) == "2026-03-01 09:30:00Z"


def test_counting_knows_its_plurals() -> None:
    assert [counted(1, "retry", "retries"), counted(2, "retry", "retries"), counted(0, "file")] == [
        "1 retry",
        "2 retries",
        "0 files",
    ]
