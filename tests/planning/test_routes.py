"""Rows that look only at the answer are asked once, and say what the interpreter says."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Send
from runbook.language.procedure import Verb
from runbook.planning.answers import possible_answers
from runbook.planning.routes import Routes
from tests.interpreter.building import begin, call, procedure, row, step


def first(when: str | None = None) -> tuple[Routes, Send]:
    acting = call(row("200", Verb.ALREADY, when=when), row("422", Verb.TOLERATE))
    of = procedure(step("a", acting))
    _, _, (send,) = advance(of, begin(of))
    assert isinstance(send, Send)
    return Routes(of, {"a": acting}), send


@pytest.mark.parametrize("lost", [False, True])
def test_it_says_what_the_interpreter_says(lost: bool) -> None:
    routes, send = first()
    asked = replace(send, lost=lost)
    for number, one in enumerate(possible_answers(call(row("422", Verb.TOLERATE)))):
        found = routes.routed("a", asked, number, one)
        assert found is not None
        if lost and one.answer.status is not None and 400 <= one.answer.status < 500:
            assert found.verb is Verb.SETTLE
        elif one.status == "422":
            assert found.verb is Verb.TOLERATE


def test_the_address_and_the_attempt_are_those_of_the_request() -> None:
    routes, send = first()
    (one, *_) = possible_answers(call())
    for attempt in (1, 2):
        found = routes.routed("a", replace(send, address="a", attempt=attempt), 0, one)
        assert found is not None
        assert (found.address, found.attempt) == ("a", attempt)


def test_a_row_with_a_condition_is_left_to_the_state() -> None:
    routes, send = first(when="inputs.id == 't1'")
    (one, *_) = possible_answers(call())
    assert routes.routed("a", send, 0, one) is None
