import pytest
from explained import ROWS, toy, why

from runbook.interpreter.readings import Reading
from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.row_words import objection, readings_words, row_origin, row_words, status_words
from tests.interpreter.building import BUILT_IN, LOST, NOT_SENT, condition, says


def test_a_row_reads_as_it_was_written() -> None:
    assert [row_words(row) for row in ROWS] == [
        "404",
        '422 "too *"',
        "200 with /open at 0 when inputs.id == 'x'",
        '422 "late"',
    ]


def test_a_built_in_row_about_what_the_body_says_reads_so() -> None:
    assert row_words(Row("2XX", Verb.SETTLE, "", Origin.BUILT_IN, None, no=True)) == "2XX whose body says no"


def test_a_row_says_who_wrote_it_and_where() -> None:
    assert row_origin(ROWS[1]) == "play.yaml:3:5"
    assert row_origin(ROWS[2]) == "play.yaml:1:1, defaults"
    assert row_origin(BUILT_IN[0]) == "built in"


@pytest.mark.parametrize(
    ("row", "answer", "words"),
    [
        (ROWS[0], says(422, "late"), "the answer is 422"),
        (ROWS[0], LOST, "the answer is no answer"),
        (ROWS[1], says(422, "other"), 'other words (* is any text): the provider said "other"'),
        (ROWS[3], says(422, "other"), 'other words: the provider said "other"'),
        (ROWS[2], says(200, body={"open": 1}), "1 stands at /open"),
        (ROWS[2], says(200, body={}), "nothing stands at /open"),
        (ROWS[2], says(200, body={"open": 0}), 'its condition did not hold: inputs.id was "t1"'),
        (Row("200", Verb.SETTLE, "", Origin.BUILT_IN, None, no=True), says(200), "its body does not say no"),
        (
            Row("200", Verb.DONE, "", Origin.STEP, None, when=condition("response.body.x == 1")),
            says(200, body={}),
            "its condition cannot be evaluated: response.body.x was missing",
        ),
        (
            Row("200", Verb.DONE, "", Origin.STEP, None, body={"/a/1": 2}),
            says(200, body={"a": [1, 3]}),
            "3 stands at /a/1",
        ),
    ],
)
def test_a_row_that_did_not_match_says_why(row: Row, answer: Answer, words: str) -> None:
    routing = why(toy(row), *[answer] * 5).explanation.routing
    assert routing is not None
    assert objection(routing.rows[0], routing) == words


def test_the_row_that_matched_has_no_objection_and_a_disarmed_one_says_so() -> None:
    again = Row("no_answer", Verb.RETRY, "", Origin.STEP, None)
    routing = why(toy(again, ROWS[0]), LOST, says(404)).explanation.routing
    assert routing is not None
    assert "echo of our own success" in objection(routing.rows[1], routing)
    taken = why(toy(ROWS[0]), says(404)).explanation.routing
    assert taken is not None
    assert objection(taken.rows[0], taken) == ""


def test_statuses_read_as_words() -> None:
    assert status_words(NOT_SENT) == "not sent"
    assert status_words(Answer(AnswerKind.MALFORMED, 200)) == "200, malformed"
    assert status_words(Answer(AnswerKind.UNDECLARED)) == "undeclared"


def test_what_was_read_is_told_with_its_name() -> None:
    assert readings_words((Reading("a.b", None), Reading("c", missing=True))) == ": a.b was null, c was missing"
    assert readings_words(()) == ""
    assert condition("1 == 1").text == "1 == 1"
