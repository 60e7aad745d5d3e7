"""Every class of answer that a call can get, declared or not."""

from runbook.frozen import replace
from runbook.interpreter.context import response_value
from runbook.language.procedure import Verb
from runbook.planning.answers import possible_answers
from runbook.providers.answer import OTHER_WORDS, Answer, AnswerKind
from runbook.providers.contract import Response
from runbook.values.shape import ANY, OBJECT, STRING
from runbook.values.unknown import Unknown, Value
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


def test_a_success_of_which_the_contract_tells_nothing_comes_with_and_without_a_no() -> None:
    unclear = replace(CANCEL, responses=(replace(response("200"), unclear="a body"),))
    assert [status for status, _ in classes(operation=unclear)][:2] == ["200", "200 saying no"]
    assert answer_of("200 saying no", operation=unclear).no is True
    assert answer_of("200", operation=unclear).no is False


def test_a_range_and_a_default_are_stood_for_by_codes() -> None:
    operation = replace(CANCEL, responses=(response("200"), response("4XX"), response("default")))
    found = classes(operation=operation)
    assert ("4XX", None) in found
    assert ("default (500)", None) in found
    assert ("default (400)", None) not in found, "the range describes every 4xx"


def answer_of(status: str, *rows: object, message: str | None = None, operation: object = CANCEL) -> Answer:
    where = replace(site(), operation=operation, headers=frozenset({"etag"}))  # type: ignore[type-var]
    found = possible_answers(call(*rows, where=where))  # type: ignore[arg-type]
    return next(one.answer for one in found if (one.status, one.message) == (status, message))


def seen(answer: Answer) -> dict[str, Value]:
    """`response` as expressions see it."""
    value = response_value(answer)
    assert isinstance(value, dict)
    return value


def test_a_code_that_only_a_row_names_is_a_class_of_its_own() -> None:
    assert answer_of("409", row("409", Verb.ALREADY)).kind is AnswerKind.UNDECLARED
    ranged = replace(CANCEL, responses=(response("200"), response("4XX")))
    assert answer_of("409", row("409", Verb.ALREADY), operation=ranged).kind is AnswerKind.RESPONSE
    assert answer_of("409", row("409", Verb.ALREADY), operation=ranged).status == 409


def test_a_redirect_is_undeclared_even_where_a_contract_declares_it() -> None:
    declares = replace(CANCEL, responses=(response("200"), response("302")))
    assert answer_of("302", operation=declares).kind is AnswerKind.UNDECLARED


def test_a_default_stands_for_a_success_only_where_no_other_is_declared() -> None:
    alone = replace(CANCEL, responses=(response("default"),))
    assert answer_of("default (200)", operation=alone).kind is AnswerKind.RESPONSE
    beside = replace(CANCEL, responses=(response("200"), response("default")))
    assert "default (201)" not in [status for status, _ in classes(operation=beside)]


def test_undeclared_answers_of_each_family_are_there() -> None:
    found = possible_answers(call(where=site()))
    families = {one.answer.status // 100 for one in found if one.answer.kind is AnswerKind.UNDECLARED}  # type: ignore[operator]
    assert families == {2, 3, 4, 5}


def test_a_code_that_stands_for_others_is_not_known_to_expressions() -> None:
    ranged = replace(CANCEL, responses=(response("200"), response("4XX")))
    for status in ("4XX", "undeclared", "malformed"):
        read = seen(answer_of(status, operation=ranged))
        assert isinstance(read["status"], Unknown)
    exact = seen(answer_of("404"))
    assert exact["status"] == 404


def test_headers_and_other_words_are_not_known_to_expressions() -> None:
    for status, message in (("200", None), ("422", OTHER_WORDS), ("undeclared", None), ("malformed", None)):
        read = seen(answer_of(status, message=message))
        assert isinstance(read["headers"], Unknown)
        assert isinstance(read["message"], Unknown)
        assert read["headers"].shape.properties == {"etag": STRING}
    known = seen(answer_of("422", message="too late"))
    assert known["message"] == "too late"


def test_no_response_has_nothing_to_read_as_in_a_run() -> None:
    for status, kind in (("not_sent", AnswerKind.NOT_SENT), ("no_answer", AnswerKind.NO_ANSWER)):
        assert seen(answer_of(status)) == seen(Answer(kind))


def test_words_on_a_success_are_told_apart_where_a_row_looks_at_them() -> None:
    says_no = replace(CANCEL, responses=(response("200", "not canceled"),))
    assert classes(operation=says_no)[0] == ("200", None)
    assert classes(row("200", Verb.STOP, "not canceled"), operation=says_no)[:2] == [
        ("200", "not canceled"),
        ("200", OTHER_WORDS),
    ]


def test_a_pattern_is_a_class_of_its_own_where_every_example_goes_to_an_earlier_row() -> None:
    rows = (row("422", Verb.TOLERATE, "too late"), row("422", Verb.STOP, "too *"))
    assert ("422", "too …") in classes(*rows)


def test_the_body_of_a_refusal_can_be_anything_and_that_of_a_success_is_what_was_checked() -> None:
    typed = Response("200", "", ("application/json",), {}, OBJECT, has_body=True)
    error = replace(typed, status="422")
    of = replace(CANCEL, responses=(typed, error))
    assert answer_of("200", operation=of).body == Unknown(OBJECT, "response.body")
    assert answer_of("422", operation=of, message=None).body == Unknown(ANY, "response.body")
