"""A road in plain words."""

from runbook.interpreter.lost import lost_answers
from runbook.language.procedure import IfNot
from runbook.planning.outline import calls_of, outline
from runbook.planning.story import request_words, story
from runbook.planning.walk import Engine, Walk
from tests.interpreter.building import call, loop, procedure, step, verify
from tests.planning import broken
from tests.planning.test_walk import walked

STEPS = (step("each", call(verify=verify(IfNot.RESEND)), loop=loop("inputs.ids")),)
CALLS = calls_of(outline(procedure(*STEPS)))


def told(walk: Walk) -> list[str]:
    return story(walk.road(walk.found[0]), CALLS, "and that is wrong").splitlines()


def test_a_death_and_what_resume_makes_of_it_are_told() -> None:
    assert told(walked(*STEPS, engine=Engine(resume=broken.just_send_again))) == [
        "1. each goes over 2 items",
        "2. each[0]: POST /things/{id}/cancel is recorded and leaves",
        "3. the process dies before an answer is recorded",
        "4. resume: each[0]: it does not reach the provider",
        "5. each[0]: that answer leads to retry",
        "6. each[0]: 1 s pass",
        "7. and that is wrong",
    ]


def test_answers_reads_and_endings_are_told() -> None:
    lines = told(walked(*STEPS, engine=Engine(evolve=broken.goes_on_after_a_failure, resume=lost_answers)))
    assert "each[0] ends: failed" in lines[-2]
    forgot = told(walked(*STEPS, engine=Engine(evolve=broken.forgets_lost)))
    assert "each[0]: the read does not show it" in " ".join(forgot)
    assert "a refusal comes (4XX)" in " ".join(forgot)


def test_nothing_recorded_is_told_too() -> None:
    lines = told(walked(*STEPS, engine=broken.FORGETS_ATTEMPTS))
    assert lines[3] == "4. resume: nothing is recorded of it"


def test_a_journal_that_was_cut_off_is_told_too() -> None:
    lines = told(walked(*STEPS, engine=Engine(torn=broken.believes_a_torn_journal)))
    assert lines[1:3] == [
        "2. what comes next leaves, the power fails, and the end of the journal is cut off",
        "3. resume: nothing is recorded of it",
    ]


def test_a_request_is_named_as_its_contract_names_it() -> None:
    assert request_words("each[1]", CALLS) == "each[1]: POST /things/{id}/cancel"
    assert request_words("", CALLS) == ""
