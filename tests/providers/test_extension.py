import pytest

from runbook.diagnostics.diagnostic import has_errors
from runbook.providers.contract import Effect
from tests.providers.imports import HEAD, imported, only_operation, shown

PATHS = """\
paths:
  /x:
    post:
      operationId: do_it
      x-runbook: { %s }
      responses: { "200": { description: OK } }
"""


def test_an_operation_says_what_openapi_has_no_words_for() -> None:
    operation, findings = only_operation(
        PATHS
        % (
            "alias: act, effect: write, moves_money: true, error_message: /error/0, idempotency_key: Idempotency-Key, "
            "unverified: a guess, grace: 1.5, verify: { call: act, with: { a: '{{ arguments.a }}' }, holds: 'yes' }"
        )
    )
    assert findings == []
    assert (operation.name, operation.operation_id, operation.effect) == ("act", "do_it", Effect.WRITE)
    assert (operation.moves_money, operation.error_message, operation.idempotency_key) == (
        True,
        "/error/0",
        "Idempotency-Key",
    )
    assert (operation.unverified, operation.grace) == (("a guess",), 1.5)
    assert operation.verification is not None
    assert operation.verification.arguments == {"a": "{{ arguments.a }}"}


@pytest.mark.parametrize(
    "member",
    [
        "alias: 'a b'",
        "alias: [a]",
        "effect: delete",
        "effect: [read]",
        "moves_money: 'yes'",
        "error_message: message",
        "verify: get_case",
        "idempotency_key: 'a b'",
        "unverified: [1]",
        "grace: -1",
        "grace: true",
    ],
)
def test_a_member_of_the_wrong_kind_is_an_error_at_its_value(member: str) -> None:
    operation, findings = only_operation(PATHS % member)
    key, _, value = member.partition(": ")
    assert shown(findings) == [f"error contract-extension 8:{22 + len(key)} {value}"]
    assert operation.name == "do_it"


def test_an_unknown_member_is_an_error_with_a_suggestion() -> None:
    _, findings = only_operation(PATHS % "efect: read")
    assert shown(findings) == ["error contract-extension 8:20 efect"]
    assert findings[0].help == 'did you mean "effect"?'


def test_a_verification_needs_a_call_that_exists_and_a_condition() -> None:
    _, findings = only_operation(PATHS % "verify: { call: do_itt, holds: x }")
    assert shown(findings) == ["error contract-extension 8:36 do_itt"]
    assert findings[0].help == 'did you mean "do_it"?'
    _, findings = only_operation(PATHS % "verify: { call: do_it }")
    assert shown(findings) == ["error contract-extension 8:20 verify"]
    _, findings = only_operation(PATHS % "verify: { call: do_it, hold: x }")
    assert shown(findings)[0] == "error contract-extension 8:43 hold"


def test_the_root_names_the_contract_and_its_adapter() -> None:
    contract, _ = imported(HEAD + "x-runbook: { name: ours, adapter: special }\n" + PATHS % "alias: a")
    assert (contract.name, contract.adapter) == ("ours", "special")
    contract, _ = imported(HEAD + PATHS % "alias: a")
    assert (contract.name, contract.adapter) == ("given", "")


def test_an_extension_that_is_no_mapping_is_an_error() -> None:
    _, findings = imported(HEAD + "x-runbook: yes\n" + PATHS % "alias: a")
    assert shown(findings) == ["error contract-extension 4:12 yes"]


def test_an_extension_where_it_means_nothing_is_a_warning() -> None:
    _, findings = imported(
        HEAD + PATHS % "alias: a" + "      parameters: [{ in: query, name: q, x-runbook: { secret: true } }]\n"
    )
    assert shown(findings) == ["warning contract-extension 10:42 x-runbook"]
    assert not has_errors(findings)
