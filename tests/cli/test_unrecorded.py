from runbook.cli.unrecorded import unrecorded_words
from runbook.interpreter.events import AnswerReceived, ChoiceMade, EffectSettled, HandedOver, Purpose
from runbook.providers.answer import Answer, AnswerKind


def test_answers_and_peoples_words_are_told_on_lines_of_their_own() -> None:
    refused = Answer(AnswerKind.RESPONSE, 422, message="Cannot cancel.\x1b[2J")
    told = unrecorded_words(
        [
            AnswerReceived("case", 2, Purpose.ACT, refused),
            AnswerReceived("case", 1, Purpose.VERIFY, Answer(AnswerKind.NO_ANSWER, reason="reset")),
            HandedOver("over", "ops", "note"),
            ChoiceMade("ask", "go", "ada"),
            ChoiceMade("ask", "leave", None),
            EffectSettled("case", False, "ada", "looked"),
        ]
    )
    head, *lines = told.splitlines()
    assert head == "not in the journal, so write it down:"
    assert lines[0].startswith('  case, attempt 2: 422 "Cannot cancel.')
    assert "\x1b" not in told
    assert lines[1:] == [
        "  case, read-back 1: no answer: reset",
        "  ask: ada chose go",
        "  ask: the deadline chose leave",
        "  case: ada says it did not happen: looked",
    ]


def test_nothing_lost_is_nothing_told() -> None:
    assert unrecorded_words([HandedOver("over", "ops", "note")]) == ""
