"""Every class of answer that a call can get, declared or not."""

from runbook.frozen import replace
from runbook.language.procedure import Verb
from runbook.planning.answers import OTHER_WORDS, possible_answers
from tests.interpreter.building import CANCEL, call, response, row, site


def classes(*rows: object, operation: object = CANCEL) -> list[tuple[str, str | None]]:
    where = replace(site(), operation=operation)  # type: ignore[type-var]
    return [(one.status, one.message) for one in possible_answers(call(*rows, where=where))]  # type: ignore[arg-type]


def test_declared_words_come_one_by_one_and_others_after_them() -> None:
    found = classes()
    assert found[:3] == [("200", None), ("404", None), ("422", "too late")]
    assert ("422", "already gone") in found
    assert ("422", OTHER_WORDS) in found


def test_what_any_server_can_answer_is_there_too() -> None:
    assert {status for status, _ in classes()} >= {
        "401",
        "403",
        "429",
        "not_sent",
        "no_answer",
        "undeclared",
        "malformed",
    }


def test_a_row_with_words_of_its_own_adds_a_sample_unless_the_contract_has_one() -> None:
    assert ("422", "never … heard") in classes(row("422", Verb.STOP, "never * heard"))
    assert ("422", "too …") not in classes(row("422", Verb.STOP, "too *"))


def test_a_range_and_a_default_are_stood_for_by_codes() -> None:
    operation = replace(CANCEL, responses=(response("200"), response("4XX"), response("default")))
    found = classes(operation=operation)
    assert ("4XX", None) in found
    assert ("default (400)", None) in found
    assert ("default (500)", None) in found
