import pytest

from runbook.diagnostics.diagnostic import Severity
from runbook.language.procedure import IfNot
from tests.language.linked import LATE, NO_ORDER, SHOP, book, call, finding, only_call, said

ROWS = f"{NO_ORDER}, {LATE}"
GOOD = "verify: { call: shop.get_order, with: { id: '{{ inputs.id }}' }, holds: response.body.state == 'canceled', %s }"


def verified(more: str, operation: str = "cancel_order", rows: str = ROWS) -> str:
    return book(call(operation, rows, GOOD % more), effect="irreversible")


def test_a_step_may_say_how_its_effect_is_proved() -> None:
    verify = only_call(call("cancel_order", ROWS, GOOD % "every: 1s, within: 10s, if_not: ask")).verify
    assert verify is not None
    assert (verify.every, verify.within, verify.polls, verify.if_not) == (1, 10, 11, IfNot.ASK)
    assert verify.site.operation.name == "get_order"


def test_what_holds_is_checked_against_the_answer() -> None:
    text = verified("every: 1s").replace("response.body.state", "response.body.stat")
    assert said(text) == [("unknown-field", "stat")]


def test_the_arguments_of_the_read_are_checked() -> None:
    text = verified("every: 1s").replace("with: { id: '{{ inputs.id }}' }, holds", "with: { it: x }, holds")
    assert said(text) == [("unknown-argument", "it"), ("missing-argument", "shop.get_order")]


def test_only_a_read_can_prove_something() -> None:
    verify = "verify: { call: shop.pay, holds: response.status == 200 }"
    assert said(book(call("cancel_order", ROWS, verify), effect="irreversible")) == [("verify-not-a-read", "shop.pay")]


def test_there_is_nothing_to_prove_about_a_read() -> None:
    rules = [rule for rule, _ in said(book(call("get_order", NO_ORDER, GOOD % "every: 1s")))]
    assert rules == ["verify-for-read"]


def test_money_is_never_sent_again_because_of_a_read() -> None:
    text = book(call("pay", "", GOOD % "if_not: resend"), effect="irreversible")
    assert said(text) == [("money-resend", "resend")]
    assert said(text.replace("resend", "ask")) == []


def test_what_is_not_money_may_be_sent_again_after_proof() -> None:
    assert said(verified("if_not: resend")) == []


@pytest.mark.parametrize("if_not", ["resend", "stop"])
def test_without_a_declared_grace_no_read_can_be_relied_on(if_not: str) -> None:
    patched = book(call("change_order", "", GOOD % f"if_not: {if_not}"), effect="write")
    assert said(patched) == [("undeclared-grace", if_not)]
    assert said(patched.replace(if_not, "ask")) == []


def test_a_guessed_grace_is_enough_to_stop_and_not_to_send_again() -> None:
    guessed = SHOP.replace("grace: 3", "grace: 3\n        unverified: [ the grace of 3 s is a guess ]")
    assert said(verified("if_not: resend"), shop=guessed) == [("guessed-grace", "resend")]
    assert said(verified("if_not: stop"), shop=guessed) == []


def test_settling_without_a_read_is_warned_about() -> None:
    found = finding(book(call("pay", "{ status: 500, then: settle }"), effect="irreversible"), "settle-without-verify")
    assert found.severity is Severity.WARNING


def test_the_rows_of_the_language_are_no_reason_for_a_warning() -> None:
    assert said(book(call("pay"), effect="irreversible")) == []


def test_a_verify_that_could_not_be_read_is_not_missed() -> None:
    text = book(call("pay", "{ status: 500, then: settle }", "verify: { call: shop.get_order }"), effect="irreversible")
    assert [rule for rule, _ in said(text)] == ["schema"]


def test_what_the_contract_asks_of_the_same_read_is_asked_beside_the_playbook_s_own() -> None:
    own = only_call(call("cancel_order", ROWS, GOOD.replace("canceled", "open") % "every: 1s")).verify
    assert own is not None
    assert own.also is not None
    assert own.also.text == "response.body.state == 'canceled'"


def test_another_read_than_the_contract_s_is_an_error_unless_it_is_left_out_in_the_open() -> None:
    another = call("cancel_order", ROWS, GOOD.replace("inputs.id", "run.id") % "every: 1s")
    assert said(book(another, effect="irreversible")) == [("contract-verify-left-out", "shop.get_order")]
    left_out = GOOD.replace("inputs.id", "run.id") % "every: 1s, instead: true, because: it is called otherwise there"
    verify = only_call(call("cancel_order", ROWS, left_out)).verify
    assert verify is not None
    assert (verify.also, verify.instead) == (None, "it is called otherwise there")
    same = only_call(call("cancel_order", ROWS, GOOD % "every: 1s, instead: true, because: it lies")).verify
    assert same is not None
    assert same.also is None


def test_where_the_contract_reads_nothing_back_nothing_is_left_out() -> None:
    verify = GOOD % "every: 1s, instead: true, because: why"
    assert said(book(call("pay", "", verify), effect="irreversible")) == [("instead-of-nothing", "true")]


@pytest.mark.parametrize("given", ["instead: true", "because: why", "instead: false, because: why"])
def test_the_contract_s_read_back_is_left_out_with_a_reason_only(given: str) -> None:
    found = said(book(call("cancel_order", ROWS, GOOD % given), effect="irreversible"))
    assert {rule for rule, _ in found} == {"schema"}
