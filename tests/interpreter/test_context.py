"""Expressions see inputs, results, names, and what stopped a block."""

from runbook.interpreter.context import Context, failure_value, response_value, said, status_text
from runbook.interpreter.state import BlockProgress, Failure, State
from tests.interpreter.building import LOST, NOT_SENT, procedure, says

CONTEXT = Context(procedure(), State(run="r-1", environment="stage"), {"id": "t1"}, {}, {})
FAILURE = Failure("a", "g/a", "why", "404", "gone")


def test_the_scope_has_the_inputs_and_the_run() -> None:
    assert CONTEXT.scope() == {"inputs": {"id": "t1"}, "steps": {}, "run": {"id": "r-1", "environment": "stage"}}


def test_a_block_adds_its_results_its_names_and_its_failure() -> None:
    inside = CONTEXT.within(BlockProgress(steps={"a": {"state": "done"}}, names={"x": 1}, failure=FAILURE))
    scope = inside.naming("each", "y").scope(response=1)
    assert (scope["steps"], scope["x"], scope["each"], scope["response"]) == ({"a": {"state": "done"}}, 1, "y", 1)
    assert scope["failure"] == failure_value(FAILURE)


def test_what_was_said_reads_well_whatever_is_missing() -> None:
    told = [said(Failure("a", "a", "why", *words)) for words in (("404", "gone"), ("404", ""), ("", ""))]
    assert told == ["404 gone", "404", "nothing was sent here"]


def test_a_status_is_told_as_a_row_would_write_it() -> None:
    assert [status_text(one) for one in (says(422), LOST, NOT_SENT)] == ["422", "no_answer", "not_sent"]


def test_a_response_without_words_has_an_empty_message() -> None:
    assert response_value(says(200)) == {"status": 200, "body": None, "message": "", "headers": {}}
