"""What a contract says of its answers, in the language's own expressions."""

from tests.language.linked import book, call, finding, only_call, said

SHOP = "contract"


def test_a_call_without_expressions_has_none() -> None:
    site = only_call(call("cancel_order", "{ status: 404, then: stop, because: no }, { status: 422, then: ask }")).site
    assert site.success is None
    assert site.nothing_happened is None


def test_only_a_contract_says_what_a_success_is() -> None:
    row = "{ status: 200, success: false, then: stop, because: no }"
    found = finding(book(call("change_order", row), effect="write"), "success-undefined")
    assert "does not say what a success" in found.message
    assert "success-undefined" not in [rule for rule, _ in said(book(call("change_order"), effect="write"))]
