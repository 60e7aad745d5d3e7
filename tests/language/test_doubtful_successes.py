"""What a playbook must say of a success that can say no."""

import pytest

from runbook.frozen import replace
from runbook.language.builtin_rows import builtin_rows
from runbook.language.doubtful_successes import doubtful_successes
from runbook.language.procedure import Row, Verb
from runbook.providers.contract import Effect, Operation
from tests.interpreter.building import CANCEL, HERE, response, row

UNSURE = replace(CANCEL, responses=(replace(response("200"), says_no="its body has a member `success`"),))
DONE = row("200", Verb.DONE)
NO = replace(row("200", Verb.STOP), body={"/success": False})
SURE_NO = replace(NO, nothing_happened=True)


def rules(operation: Operation, *own: Row, reads_back: bool = False) -> list[str]:
    rows = (*own, *builtin_rows(operation, reads_back=reads_back))
    return [one.rule for one in doubtful_successes(operation, rows, "toy.cancel", HERE, reads_back=reads_back)]


def test_a_success_that_can_say_no_needs_a_row_of_its_own() -> None:
    assert rules(UNSURE) == ["success-may-say-no"]
    assert rules(UNSURE, SURE_NO) == ["success-may-say-no"], "the rest is not told"
    assert rules(UNSURE, DONE) == []
    assert rules(UNSURE, SURE_NO, DONE) == []
    assert rules(UNSURE, row("2XX", Verb.DONE)) == []


def test_where_something_reads_back_it_needs_none() -> None:
    assert rules(UNSURE, reads_back=True) == []


@pytest.mark.parametrize("status", ["202", "206", "207"])
def test_a_status_that_does_not_say_that_all_is_done_needs_one_for_a_read_too(status: str) -> None:
    read = replace(CANCEL, effect=Effect.READ, responses=(response("200"), response(status)))
    assert rules(read) == ["success-may-say-no"]
    assert rules(read, row(status, Verb.DONE)) == []


def test_the_members_of_what_a_read_shows_are_no_verdict_on_it() -> None:
    assert rules(replace(UNSURE, effect=Effect.READ)) == []


def test_where_the_contract_says_what_a_success_is_the_no_needs_a_row_even_if_it_can_be_read_back() -> None:
    told = replace(UNSURE, success="response.body.success")
    no = replace(row("200", Verb.STOP), success=False)
    no = replace(no, nothing_happened=True)
    for reads_back in (False, True):
        assert rules(told, reads_back=reads_back) == ["unhandled-answer"]
        assert rules(told, DONE, reads_back=reads_back) == ["unhandled-answer"]
        assert rules(told, no, reads_back=reads_back) == []


def test_a_status_in_any_words_is_a_warning() -> None:
    unclear = replace(CANCEL, responses=(replace(response("200"), unclear="status"),))
    assert rules(unclear) == ["success-unclear"]
    assert rules(unclear, DONE) == []
    assert rules(unclear, reads_back=True) == []


@pytest.mark.parametrize("verb", [Verb.STOP, Verb.TOLERATE, Verb.FALLBACK])
def test_a_no_inside_a_success_is_no_proof_and_that_is_said(verb: Verb) -> None:
    no = replace(NO, verb=verb)
    assert rules(UNSURE, no, DONE) == ["no-in-a-success"]
    assert rules(UNSURE, no, DONE, reads_back=True) == []
    assert rules(UNSURE, replace(no, nothing_happened=True), DONE) == []
    assert rules(replace(UNSURE, nothing_happened="response.body.none"), no, DONE) == []
