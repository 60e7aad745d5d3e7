import json

import pytest

from runbook.diagnostics.diagnostic import Severity
from runbook.diagnostics.source import Source, Span
from runbook.language.contract_verify import contract_verify, promised
from runbook.language.declared import ProviderUse
from runbook.language.evaluate import truth
from runbook.language.expressions import Expressions
from runbook.language.linking import Linking
from runbook.language.playbook import Word
from runbook.language.procedure import CallSite, IfNot, Verify
from runbook.providers.adapters import adapter
from tests.language.linked import LATE, NO_ORDER, SHOP, Shelf, book, call, contract, imported, only_call, parsed

SPAN = Span(Source("x", "shop.cancel_order"), 0, 17)
OWN = """          call: get_order
          with: { id: "{{ arguments.id }}" }
          holds: response.body.state == 'canceled'
"""


def verified(read: str, arguments: dict[str, str], holds: str, given: dict | None = None) -> tuple[Verify | None, list]:
    """What a shop with this promise gives for a cancel, and the complaints about the promise."""
    promise = json.dumps({"call": read, "with": arguments, "holds": holds})
    shop = imported(Source("shop.yaml", SHOP.replace(OWN, f"            {promise}\n")), "shop")
    playbook, _ = parsed(book("{ id: a, wait: 1s }"))
    operation = shop.operation("cancel_order")
    assert playbook is not None
    assert operation is not None
    linking = Linking(playbook, Shelf(), Expressions())
    linking.providers["shop"] = ProviderUse("shop", shop, adapter(""), {}, SPAN)
    site = CallSite("shop", operation, {"id": "o-1"} if given is None else given, SPAN)
    return contract_verify(linking, Word("shop.cancel_order", SPAN), site), linking.found


def test_a_call_without_verify_has_the_contracts_own() -> None:
    verify = only_call(call("cancel_order", f"{NO_ORDER}, {LATE}")).verify
    assert verify is not None
    assert verify.site.operation.name == "get_order"
    assert verify.site.arguments["id"].text == "{{ inputs.id }}"
    assert verify.if_not is IfNot.IN_DOUBT
    assert truth(verify.holds, {"response": {"body": {"state": "canceled"}}}) is True


def test_the_condition_may_read_the_arguments_too() -> None:
    verify, found = verified("get_order", {"id": "a-{{ arguments.id }}"}, "arguments.id == 'o-1'")
    assert found == []
    assert verify is not None
    assert truth(verify.holds, {}) is True


def test_arguments_may_be_qualified() -> None:
    verify, _ = verified("get_order", {"id": "{{ arguments.id }}"}, "response.status == 200", {"path.id": "o-2"})
    assert verify is not None
    assert verify.site.arguments == {"id": "o-2"}


def test_an_argument_that_is_not_given_proves_nothing() -> None:
    verify, [found] = verified("get_order", {"id": "{{ arguments.id }}"}, "true", {})
    assert verify is None
    assert (found.rule, found.severity) == ("contract-verify-arguments", Severity.WARNING)


@pytest.mark.parametrize(
    ("read", "arguments", "holds", "complaint"),
    [
        ("nothing", {}, "true", 'cancel_order is verified by "nothing", which is no operation'),
        ("pay", {}, "true", "cancel_order is verified by pay, which does not only read"),
        ("get_order", {"id": "{{ arguments.idd }}"}, "response.status == 1", "there is no 'idd' here"),
        ("get_order", {}, "response.status == 1", 'get_order needs the argument "id"'),
        ("get_order", {"id": "x"}, "response.body.stat == 1", "there is no 'stat' here"),
        ("get_order", {"id": "x"}, "response.(", ""),
        ("get_order", {"id": "{{ ( }}"}, "response.status == 1", ""),
    ],
)
def test_a_contracts_mistake_is_reported_at_the_call(read, arguments, holds, complaint) -> None:
    verify, [found] = verified(read, arguments, holds)
    assert verify is None
    assert (found.rule, found.span) == ("contract-verify", SPAN)
    assert complaint in found.message


def test_a_promise_is_judged_once() -> None:
    expressions = Expressions()
    assert promised(contract("shop"), "cancel_order", expressions) is promised(
        contract("shop"), "cancel_order", expressions
    )
    assert promised(contract("shop"), "get_order", expressions) == (None, ())
