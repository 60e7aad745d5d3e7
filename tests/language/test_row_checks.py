import pytest

from runbook.language.row_checks import may_have_acted
from tests.language.linked import LATE, NO_ORDER, book, call, finding, linked, said

CANCEL = "cancel_order"


def cancel(rows: str, more: str = "") -> str:
    return book(call(CANCEL, rows, more), effect="irreversible")


def test_a_message_that_nobody_says_is_shown_what_is_said() -> None:
    text = cancel(f"{NO_ORDER}, {{ status: 422, message: 'Too lat.', then: ask }}, {LATE}")
    found = finding(text, "undeclared-message")
    assert found.message == "no declared 422 of shop.cancel_order says this"
    assert found.label == 'the contract\'s examples: "Too late.", "Orders of today stay."'
    assert found.help == 'did you mean "Too late."?'
    assert said(text) == [("undeclared-message", "'Too lat.'")]


def test_an_undeclared_message_may_be_meant() -> None:
    rows = f"{NO_ORDER}, {{ status: 422, message: 'Sold out.', then: ask, undeclared: true }}, {LATE}"
    assert said(cancel(rows)) == []


def test_a_pattern_that_takes_a_declared_message_is_fine() -> None:
    assert said(cancel(f"{NO_ORDER}, {{ status: 422, message: 'Too *', then: ask }}, {LATE}")) == []


def test_a_message_where_the_contract_has_no_words_is_refused() -> None:
    rows = f"{{ status: 404, message: Gone, then: ask }}, {NO_ORDER}, {LATE}"
    assert "no example" in finding(cancel(rows), "undeclared-message").label


def test_a_status_that_the_contract_does_not_declare_is_refused() -> None:
    found = finding(cancel(f"{NO_ORDER}, {LATE}, {{ status: 418, then: ask }}"), "undeclared-status")
    assert found.label == "the contract declares 200, 404, 422"
    assert said(cancel(f"{NO_ORDER}, {LATE}, {{ status: 418, then: ask, undeclared: true }}")) == []


def test_a_status_that_anyone_may_answer_needs_no_declaration() -> None:
    assert said(cancel(f"{NO_ORDER}, {LATE}, {{ status: 429, then: ask }}, {{ status: 503, then: ask }}")) == []


@pytest.mark.parametrize("status", ["no_answer", "5XX", "503", "malformed", "2XX", "undeclared"])
def test_what_may_have_acted_is_never_sent_again(status) -> None:
    found = finding(cancel(f"{NO_ORDER}, {LATE}, {{ status: {status}, then: retry }}"), "blind-resend")
    assert "must not be sent again" in found.message


@pytest.mark.parametrize("verb", ["done", "already", "tolerate", "fallback"])
@pytest.mark.parametrize("status", ["no_answer", "malformed", "undeclared", "5XX", "500"])
def test_an_answer_that_proves_nothing_is_not_taken_for_a_yes_or_a_no(status, verb) -> None:
    row = f"{{ status: {status}, then: {verb}, because: we hope so }}"
    assert ("assumed-outcome", verb) in said(cancel(f"{NO_ORDER}, {LATE}, {row}"))


@pytest.mark.parametrize("status", ["404", "4XX", "429", "not_sent"])
def test_a_refusal_proves_that_nothing_happened(status) -> None:
    assert not may_have_acted(status)


def test_defaults_must_not_send_again_either() -> None:
    more = "defaults: { outcomes: [ { status: no_answer, then: retry } ] }"
    text = book(call("pay"), effect="irreversible", more=more)
    assert said(text) == [("blind-resend", "retry")]


@pytest.mark.parametrize("status", ["no_answer", "malformed", "undeclared"])
def test_an_answer_that_proves_nothing_does_not_prove_that_nothing_happened(status) -> None:
    row = f"{{ status: {status}, then: stop, because: no, nothing_happened: true }}"
    assert ("nothing-happened", status) in said(cancel(f"{NO_ORDER}, {LATE}, {row}"))


def test_a_read_needs_no_word_that_nothing_happened_and_defaults_are_not_about_it() -> None:
    row = "{ status: 404, then: stop, because: no, nothing_happened: true }"
    assert said(book(call("get_order", row))) == [("nothing-happened", "404")]
    assert said(book(call("get_order", NO_ORDER), more=f"defaults: {{ outcomes: [ {row} ] }}")) == []


def test_the_authors_word_that_nothing_happened_is_kept_in_the_row() -> None:
    assert said(cancel(f"{NO_ORDER}, {LATE}, {{ status: 200, then: stop, because: no, nothing_happened: true }}")) == []


@pytest.mark.parametrize("verb", ["done", "already", "settle", "retry", "ask"])
def test_only_a_stop_and_its_like_can_rest_on_an_authors_word(verb) -> None:
    row = f"{{ status: 422, then: {verb}, nothing_happened: true }}"
    assert any(rule == "schema" for rule, _ in said(cancel(f"{NO_ORDER}, {row}")))


def test_there_is_nothing_to_settle_about_a_read() -> None:
    rows = f"{NO_ORDER}, {{ status: no_answer, then: settle }}"
    assert said(book(call("get_order", rows))) == [("verb-for-read", "settle")]


def test_defaults_about_effects_are_left_out_for_reads() -> None:
    more = "defaults: { outcomes: [ { status: 409, then: already } ] }"
    assert said(book(call("get_order", NO_ORDER), more=more)) == []


def test_body_pointers_lead_into_the_declared_body() -> None:
    rows = f"{NO_ORDER}, {{ status: 422, body: {{ /cod: 1 }}, then: ask }}, {LATE}"
    assert finding(cancel(rows), "unknown-field").help == 'did you mean "code"?'
    assert said(cancel(rows)) == [("unknown-field", "/cod")]


def test_body_values_must_be_possible() -> None:
    rows = f"{NO_ORDER}, {{ status: 422, body: {{ /code: later }}, then: ask }}, {LATE}"
    assert said(cancel(rows)) == [("type-mismatch", "/code")]
    assert linked(cancel(rows.replace("later", "7")))[1] == []


def test_elements_of_lists_are_found_by_number() -> None:
    rows = f"{NO_ORDER}, {{ status: 200, body: {{ /parts/0/name: x }}, then: ask }}"
    assert said(book(call("get_order", rows))) == []


def asking(more: str, status: str = "'422'") -> str:
    ask = f"{{ status: {status}, then: ask, {more} }}"
    return cancel(f"{NO_ORDER}, {ask}" + (f", {LATE}" if status != "'422'" else ""))


def test_a_question_about_an_answer_may_have_a_deadline_and_what_counts_then() -> None:
    assert said(asking("deadline: 4h, default: stop")) == []
    assert said(asking("choices: [tolerate, retry], deadline: 4h, default: retry")) == []


def test_what_counts_then_is_one_of_the_choices() -> None:
    assert finding(asking("deadline: 4h, default: stopp"), "unknown-choice").help == 'did you mean "stop"?'
    assert said(asking("deadline: 4h, default: retry")) == [("unknown-choice", "retry")]


@pytest.mark.parametrize("more", ["deadline: 4h", "default: stop"])
def test_a_deadline_without_a_default_decides_nothing(more: str) -> None:
    assert [rule for rule, _ in said(asking(more))] == ["schema"]


def test_only_a_question_has_a_deadline() -> None:
    rows = f"{NO_ORDER}, {{ status: '422', then: stop, because: late, deadline: 4h, default: stop }}"
    assert [rule for rule, _ in said(cancel(rows))] == ["schema"]


def test_time_alone_proves_nothing_about_an_effect() -> None:
    no_answer = "no_answer"
    assert said(asking("deadline: 4h, default: stop", no_answer)) == []
    assert ("assumed-outcome", "tolerate") in said(asking("deadline: 4h, default: tolerate", no_answer))
    again = "choices: [retry, stop], deadline: 4h, default: retry"
    assert ("blind-resend", "retry") in said(asking(again, no_answer))
