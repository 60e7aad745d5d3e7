"""Rows take answers by status, words, body and condition."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.context import Context
from runbook.interpreter.routing import Routed, candidates, status_matches
from runbook.interpreter.state import State
from runbook.language.procedure import Origin, Row, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.shape import ANY, NULL, STRING
from runbook.values.unknown import Unknown
from tests.interpreter.building import LOST, NOT_SENT, condition, procedure, row, says

CONTEXT = Context(procedure(), State(), {}, {}, {})


def routed(rows: list[Row], answer: Answer, *, lost: bool = False) -> list[Routed]:
    return list(candidates(rows, answer, CONTEXT, lost))


@pytest.mark.parametrize(
    ("wanted", "answer", "matches"),
    [
        ("422", says(422), True),
        ("4XX", says(422), True),
        ("5XX", says(422), False),
        ("no_answer", LOST, True),
        ("not_sent", NOT_SENT, True),
        ("not_sent", LOST, False),
        ("2XX", Answer(AnswerKind.UNDECLARED, 299), False),
        ("299", Answer(AnswerKind.UNDECLARED, 299), True),
        ("5XX", Answer(AnswerKind.UNDECLARED, 503), True),
        ("3XX", Answer(AnswerKind.UNDECLARED, 302), False),
        ("undeclared", Answer(AnswerKind.UNDECLARED, 302), True),
        ("200", Answer(AnswerKind.MALFORMED, 200), False),
        ("malformed", Answer(AnswerKind.MALFORMED, 200), True),
    ],
)
def test_a_status_names_its_answers(wanted: str, answer: Answer, matches: bool) -> None:
    assert status_matches(row(wanted, Verb.STOP), answer) is matches


def test_a_range_that_need_not_be_declared_takes_undeclared_answers_too() -> None:
    wide = Row("2XX", Verb.SETTLE, "", Origin.BUILT_IN, None, undeclared=True)
    assert status_matches(wide, Answer(AnswerKind.UNDECLARED, 201))
    assert status_matches(wide, says(200))
    assert not status_matches(wide, Answer(AnswerKind.UNDECLARED, 302))


def test_a_body_condition_needs_the_very_value() -> None:
    wants = Row("200", Verb.ALREADY, "", Origin.STEP, None, body={"/a/0": 1})
    assert routed([wants], says(200, body={"a": [1]}))[0].row == 0
    assert routed([wants], says(200, body={"a": [True]}))[0].row == -1
    assert routed([wants], says(200, body={"a": []}))[0].row == -1
    assert routed([wants], says(200))[0].row == -1


def test_what_only_a_run_can_tell_lets_several_rows_stand() -> None:
    rows = [row("422", Verb.TOLERATE, "too late"), row("422", Verb.STOP)]
    unknown = Answer(AnswerKind.RESPONSE, 422, message=Unknown(STRING, "response.message"))
    assert [(one.row, one.sure) for one in routed(rows, unknown)] == [(0, False), (1, True)]
    body = Row("200", Verb.ALREADY, "", Origin.STEP, None, body={"/a": 1})
    assert [one.row for one in routed([body], Answer(AnswerKind.RESPONSE, 200, body=Unknown(ANY, "b")))] == [0, -1]
    assert [one.row for one in routed([body], Answer(AnswerKind.RESPONSE, 200, body=Unknown(NULL, "b")))] == [-1]


def test_a_condition_sees_the_response() -> None:
    rows = [Row("200", Verb.ALREADY, "", Origin.STEP, None, when=condition("response.body.n == 1"))]
    assert routed(rows, says(200, body={"n": 1}))[0].row == 0
    assert routed(rows, says(200, body={"n": 2}))[0].row == -1


def test_after_a_lost_answer_refusals_are_disarmed_and_said_to_be() -> None:
    rows = [row("422", Verb.STOP), row("429", Verb.RETRY)]
    assert routed(rows, says(422), lost=True) == [Routed(-1, True, (0,))]
    assert routed(rows, says(429), lost=True) == [Routed(-1, True, (1,))]


def test_a_row_for_what_says_no_takes_nothing_else() -> None:
    no = replace(row("2XX", Verb.SETTLE), no=True)
    told = replace(says(200), no=True)
    context = Context(procedure(), State(), {}, {}, {})
    done = row("2XX", Verb.DONE)
    assert [one.row for one in candidates((no, done), told, context, lost=False)] == [0]
    assert [one.row for one in candidates((no, done), says(200), context, lost=False)] == [1]
    own = row("200", Verb.DONE)
    assert [one.row for one in candidates((own, no, done), told, context, lost=False)] == [0], "the author's word"


def test_a_declared_status_that_no_row_takes_is_undeclared() -> None:
    rows = [row("422", Verb.TOLERATE, "too late"), row("undeclared", Verb.STOP)]
    assert routed(rows, says(422, "never heard"))[0].row == 1
