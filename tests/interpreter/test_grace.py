"""From when on a read that shows nothing is evidence."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.grace import is_silent, last_wait, wait_for_proof
from runbook.interpreter.state import CallProgress
from runbook.language.procedure import Call
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import LOST, NOT_SENT, call, says, site, verify


def patient(grace: float | None, timeout: float = 5.0) -> Call:
    where = site()
    where = replace(where, operation=replace(where.operation, grace=grace), timeout=timeout)
    return call(verify=verify(), where=where)


def test_after_an_answer_the_grace_counts_and_without_one_the_timeout_before_it() -> None:
    assert wait_for_proof(patient(3), silent=False) == 3
    assert wait_for_proof(patient(3), silent=True) == 2 + 5 + 3


def test_a_grace_of_zero_is_a_declaration_and_none_is_none() -> None:
    assert wait_for_proof(patient(0), silent=False) == 0
    assert wait_for_proof(patient(None), silent=True) is None


@pytest.mark.parametrize(
    ("answer", "silent"),
    [
        (LOST, True),
        (says(502), True),
        (says(503), True),
        (says(504), True),
        (says(500), True),
        (says(200), False),
        (NOT_SENT, False),
        (Answer(AnswerKind.MALFORMED, 200), False),
    ],
)
def test_behind_an_error_of_a_server_the_provider_may_still_be_at_work(answer: Answer, silent: bool) -> None:
    assert is_silent(answer) is silent


def test_what_was_waited_between_reads_counts() -> None:
    of = patient(3)
    assert last_wait(of, CallProgress(silent=True, waited=4)) == 6
    assert last_wait(of, CallProgress(silent=True, waited=11)) == 0
    assert last_wait(of, CallProgress(silent=True, late=True)) == 0
    assert last_wait(patient(None), CallProgress(silent=True)) == 0
