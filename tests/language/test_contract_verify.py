from dataclasses import replace

import pytest

from runbook.diagnostics.source import Source, Span
from runbook.language.contract_verify import contract_verify
from runbook.language.evaluate import truth
from runbook.language.expressions import Expressions
from runbook.language.linking import Linking
from runbook.language.playbook import Word
from runbook.language.procedure import CallSite, IfNot, ProviderUse
from runbook.providers.adapters import adapter
from runbook.providers.contract import Verification
from tests.language.linked import LATE, NO_ORDER, Shelf, book, call, contract, only_call, parsed

SPAN = Span(Source("x", "shop.cancel_order"), 0, 17)


def promised(verification: Verification, arguments: dict | None = None) -> tuple[object, list[str]]:
    playbook, _ = parsed(book("{ id: a, wait: 1s }"))
    shop = contract("shop")
    assert playbook is not None
    linking = Linking(playbook, Shelf(), Expressions())
    linking.providers["shop"] = ProviderUse("shop", shop, adapter(""), {}, SPAN)
    operation = replace(shop.operation("cancel_order"), verification=verification)
    given = {"id": "o-1"} if arguments is None else arguments
    verify = contract_verify(linking, Word("shop.cancel_order", SPAN), CallSite("shop", operation, given, SPAN))
    return verify, [one.message for one in linking.found]


def test_a_call_without_verify_has_the_contracts_own() -> None:
    verify = only_call(call("cancel_order", f"{NO_ORDER}, {LATE}")).verify
    assert verify is not None
    assert verify.site.operation.name == "get_order"
    assert verify.site.arguments["id"].text == "{{ inputs.id }}"
    assert verify.if_not is IfNot.IN_DOUBT
    assert truth(verify.holds, {"response": {"body": {"state": "canceled"}}}) is True


def test_the_condition_may_read_the_arguments_too() -> None:
    verify, found = promised(Verification("get_order", {"id": "a-{{ arguments.id }}"}, "arguments.id == 'o-1'"))
    assert found == []
    assert verify is not None
    assert truth(verify.holds, {}) is True


def test_arguments_may_be_qualified() -> None:
    verification = Verification("get_order", {"id": "{{ arguments.id }}"}, "response.status == 200")
    verify, _ = promised(verification, {"path.id": "o-2"})
    assert verify is not None
    assert verify.site.arguments == {"id": "o-2"}


def test_an_argument_that_is_not_given_proves_nothing() -> None:
    assert promised(Verification("get_order", {"id": "{{ arguments.id }}"}, "true"), {}) == (None, [])


@pytest.mark.parametrize(
    ("verification", "complaint"),
    [
        (Verification("nothing", {}, "true"), 'there is no operation "nothing"'),
        (Verification("pay", {}, "true"), "pay does not only read"),
        (Verification("get_order", {"id": "{{ arguments.idd }}"}, "response.status == 1"), "there is no 'idd' here"),
        (Verification("get_order", {}, "response.status == 1"), 'get_order needs the argument "id"'),
        (Verification("get_order", {"id": "x"}, "response.body.stat == 1"), "there is no 'stat' here"),
        (Verification("get_order", {"id": "x"}, "response.("), ""),
        (Verification("get_order", {"id": "{{ ( }}"}, "response.status == 1"), ""),
    ],
)
def test_a_contracts_mistake_is_reported_at_the_call(verification, complaint) -> None:
    verify, found = promised(verification)
    assert verify is None
    assert len(found) == 1
    assert found[0].startswith("shop.cancel_order x-runbook.verify: ")
    assert complaint in found[0]
