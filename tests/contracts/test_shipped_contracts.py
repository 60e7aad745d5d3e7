"""The contracts that travel with the program are faithful, free of findings, and usable as they are."""

import pytest

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.documents.bundled import BUNDLED_CONTRACTS, bundled
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.yaml import load_document
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.playbook import Playbook
from runbook.language.procedure import Call, Procedure
from runbook.providers.adapter import Adapter
from runbook.providers.adapters import ADAPTERS, adapter
from runbook.providers.contract import Contract, Effect, Operation
from runbook.providers.openapi import contract_from, import_contract
from runbook.providers.request import Request
from runbook.providers.requests import build_request, encode_body, request_target
from runbook.values.unknown import SecretName

OPERATIONS = {
    "karmacheck": {
        "archive_case": "POST /case/archive/{caseId}",
        "authenticate": "POST /auth/api",
        "cancel_case": "POST /case/id/{caseId}/cancel",
        "cancel_search": "POST /case/data/id/{caseDataId}/search/id/{searchId}/cancel",
        "cancel_services": "POST /case/id/{caseId}/services/cancel",
        "get_case": "GET /case/id/{caseId}",
        "get_case_data": "GET /case/id/{caseId}/data/{serviceTypeId}",
        "list_all_cases": "GET /case/list/all",
        "list_cases": "GET /case/list",
        "list_services": "GET /case/id/{caseId}/services",
    },
    "vault": {
        "cancel_card_request": "POST /v2/card/card-requests/{id}/cancel",
        "list_cards": "GET /v2/card/list",
    },
    "truework": {
        "cancel_order": "PUT /orders/{order_id}/cancel",
        "get_order": "GET /orders/{order_id}",
        "list_order_events": "GET /orders/{order_id}/events",
        "list_orders": "GET /orders",
    },
}

COMMON = "Sorry for inconvenience. We're fixing the issue. If you have urgent questions, contact support"
SSN = "SSN Trace is required when County, State, or Federal Criminal Search are ordered."


def imported(name: str) -> tuple[Contract, list[Diagnostic]]:
    document, found = load_document(bundled(f"contracts/{name}.yaml"), CONTRACT_LIMITS)
    assert document is not None, found
    normal, findings = import_contract(document, name=name)
    return contract_from(normal, digest=document.source.digest, span_of=lambda pointer: None), [*found, *findings]


def operation(provider: str, name: str) -> Operation:
    found = imported(provider)[0].operation(name)
    assert found is not None
    return found


def messages(provider: str, name: str, status: int) -> set[str]:
    response = operation(provider, name).response_for(status)
    assert response is not None
    return set(response.messages)


@pytest.mark.parametrize("name", BUNDLED_CONTRACTS)
def test_a_shipped_contract_is_imported_without_a_finding(name: str) -> None:
    contract, findings = imported(name)
    assert findings == []
    assert contract.name == contract.adapter == name


@pytest.mark.parametrize("name", BUNDLED_CONTRACTS)
def test_it_has_the_operations_that_the_playbooks_call(name: str) -> None:
    found = {one.name: f"{one.method.upper()} {one.path}" for one in imported(name)[0].operations()}
    assert found == OPERATIONS[name]


@pytest.mark.parametrize("name", BUNDLED_CONTRACTS)
def test_its_adapter_exists(name: str) -> None:
    assert adapter(name).name == name


@pytest.mark.parametrize(
    ("name", "environments"),
    [
        (
            "karmacheck",
            {"stage": ("https://api-stage.karmacheck.io", False), "prod": ("https://api.karmacheck.io", True)},
        ),
        (
            "vault",
            {
                "sandbox": ("https://api.vault.sandbox.testessential.net", False),
                "live": ("https://api.crypterium.com", True),
            },
        ),
        (
            "truework",
            {"sandbox": ("https://api.truework-sandbox.com", False), "prod": ("https://api.truework.com", True)},
        ),
    ],
)
def test_its_environments_are_the_providers_and_the_first_is_not_production(
    name: str, environments: dict[str, tuple[str, bool]]
) -> None:
    servers = imported(name)[0].servers
    assert {one.environment: (one.url, one.production) for one in servers} == environments
    assert not servers[0].production


@pytest.mark.parametrize(
    ("provider", "name", "status", "expected"),
    [
        (
            "karmacheck",
            "cancel_case",
            422,
            {"Cannot cancel a case that has already started.", "Unable to cancel case."},
        ),
        ("karmacheck", "cancel_services", 422, {"Service cannot be canceled.", SSN}),
        ("karmacheck", "cancel_case", 500, {"An error has occurred while canceling the case"}),
        ("karmacheck", "cancel_services", 500, {"An error has occurred while canceling the case"}),
        ("karmacheck", "archive_case", 404, {"Invalid case"}),
        ("vault", "cancel_card_request", 400, {COMMON}),
        ("vault", "cancel_card_request", 401, {"Access token expired"}),
        ("truework", "cancel_order", 400, {"Invalid field values provided"}),
    ],
)
def test_its_messages_are_the_providers_words(provider: str, name: str, status: int, expected: set[str]) -> None:
    assert messages(provider, name, status) == expected


@pytest.mark.parametrize("name", BUNDLED_CONTRACTS)
def test_every_cancel_is_irreversible_and_every_guess_about_it_is_marked(name: str) -> None:
    for one in imported(name)[0].operations():
        if one.name.startswith(("cancel", "archive")):
            assert one.effect is Effect.IRREVERSIBLE
            assert one.unverified
            assert one.grace > 0
        elif one.method == "GET":
            assert one.effect is Effect.READ


def test_only_the_cancel_that_pays_back_moves_money() -> None:
    moving = [one.name for name in BUNDLED_CONTRACTS for one in imported(name)[0].operations() if one.moves_money]
    assert moving == ["cancel_card_request"]


def test_the_warts_are_kept() -> None:
    cancel, read = operation("karmacheck", "cancel_case"), operation("karmacheck", "get_case")
    assert {one.status for one in cancel.responses} == {"200", "401", "404", "422", "500"}
    assert {one.status for one in read.responses} == {"200", "403", "500"}
    services = operation("karmacheck", "cancel_services")
    assert services.body is not None
    assert not services.body.required
    assert services.body.shape.required == {"serviceIds"}
    assert not any(one.has_body for one in cancel.responses if one.status in ("200", "404"))
    order = operation("truework", "cancel_order")
    assert {int(one.status) for one in order.responses} == {200, 400, 401, 403, 404, 406, 429, 451, 500, 501}


def test_a_truework_request_names_the_version_it_was_written_for() -> None:
    request = build_request(
        "truework",
        operation("truework", "cancel_order"),
        "https://api.truework-sandbox.com",
        {"order_id": "o-1", "cancellation_reason": "immediate"},
        (),
    )
    assert isinstance(request, Request)
    assert request.method == "PUT"
    assert dict(request.headers)["accept"] == "application/json; version=2023-10-30"
    assert request_target(request) == "/orders/o-1/cancel"
    assert encode_body(request, str) == b'{"cancellation_reason":"immediate"}'


def test_a_reason_that_the_contract_does_not_know_never_leaves() -> None:
    cancel = operation("truework", "cancel_order")
    problems = build_request(
        "truework", cancel, "https://x.test", {"order_id": "o", "cancellation_reason": "no-match"}, ()
    )
    assert isinstance(problems, list)
    assert [one.argument for one in problems] == ["cancellation_reason"]


def test_a_card_request_is_a_whole_number_and_no_text() -> None:
    cancel = operation("vault", "cancel_card_request")
    assert isinstance(build_request("vault", cancel, "https://x.test", {"id": 124125}, ()), Request)
    for wrong in ("124125", True, 0, -1, 1.5, None):
        assert isinstance(build_request("vault", cancel, "https://x.test", {"id": wrong}, ()), list)


def test_services_that_are_not_named_are_not_cancelled() -> None:
    cancel = operation("karmacheck", "cancel_services")
    problems = build_request("karmacheck", cancel, "https://x.test", {"caseId": "c"}, ())
    assert isinstance(problems, list)
    assert [one.argument for one in problems] == ["serviceIds"]


def test_the_keys_that_make_a_token_stay_secret() -> None:
    authenticate = operation("karmacheck", "authenticate")
    keys = {"apiKey": SecretName("KEY"), "clientAccessToken": SecretName("ACCESS")}
    request = build_request("karmacheck", authenticate, "https://x.test", keys, ())
    assert isinstance(request, Request)
    assert b"revealed" in encode_body(request, lambda name: f"revealed {name}")
    scheme = imported("karmacheck")[0].schemes["JWT"]
    assert ADAPTERS["karmacheck"].token_request("JWT", frozenset(scheme.fields)) is not None


def test_a_truework_key_belongs_to_one_environment() -> None:
    (scheme,) = imported("truework")[0].schemes.values()
    assert scheme.prefixes == {"tw_sk_": "prod", "tw_sk_test_": "sandbox"}


def test_an_example_that_looks_like_a_template_is_data() -> None:
    assert "{{Service}}" in bundled("contracts/karmacheck.yaml").text
    cancel = operation("karmacheck", "cancel_services")
    request = build_request(
        "karmacheck", cancel, "https://x.test", {"caseId": "{{7*7}}", "serviceIds": ["{{Service}}"]}, ()
    )
    assert isinstance(request, Request)
    assert request_target(request) == "/case/id/%7B%7B7%2A7%7D%7D/services/cancel"
    assert encode_body(request, str) == b'{"serviceIds":["{{Service}}"]}'


class Shipped:
    """A library that has the shipped contracts and nothing else."""

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> tuple[Contract | None, list[Diagnostic]]:
        return imported(reference)

    def playbook(self, reference: str, span: Span) -> tuple[Playbook | None, list[Diagnostic]]:
        raise AssertionError("no playbook uses another here")

    def adapter(self, name: str) -> Adapter:
        return adapter(name)


PLAYBOOK = """\
runbook: 1
name: one-call
title: One call
owner: tests
effect: irreversible
providers:
  p: {{ contract: {provider}, auth: {{ {scheme}: secrets.TOKEN }} }}
steps:
  - id: only
    title: Cancel
    call: p.{operation}
    with: {arguments}
    outcomes:
      - {{ status: 4XX, then: stop, because: refused }}
      - {{ status: 5XX, then: settle }}
"""

PROOFS = [
    ("karmacheck", "JWT", "cancel_case", "{ caseId: c }", "get_case"),
    ("karmacheck", "JWT", "archive_case", "{ caseId: c }", "get_case"),
    ("vault", "bearer", "cancel_card_request", "{ id: 5 }", "list_cards"),
    ("truework", "Bearer", "cancel_order", "{ order_id: o, cancellation_reason: other }", "get_order"),
]


def linked(provider: str, scheme: str, name: str, arguments: str) -> tuple[Procedure | None, list[Diagnostic]]:
    text = PLAYBOOK.format(provider=provider, scheme=scheme, operation=name, arguments=arguments)
    document, _ = load_document(Source("one-call.yaml", text))
    assert document is not None
    playbook, found = parse(document, Expressions())
    assert playbook is not None, found
    return link(playbook, Shipped())


def test_the_read_back_of_services_needs_their_kind_from_the_playbook() -> None:
    procedure, found = linked("karmacheck", "JWT", "cancel_services", "{ caseId: c, serviceIds: [s] }")
    assert procedure is not None, found
    assert [one.rule for one in found if one.rule.startswith("contract-verify")] == ["contract-verify-arguments"]


@pytest.mark.parametrize(("provider", "scheme", "name", "arguments", "read"), PROOFS)
def test_the_contracts_own_proof_can_be_read_back(
    provider: str, scheme: str, name: str, arguments: str, read: str
) -> None:
    procedure, found = linked(provider, scheme, name, arguments)
    assert procedure is not None, found
    call = procedure.body.steps[0].action
    assert isinstance(call, Call)
    assert call.verify is not None, found
    assert call.verify.site.operation.name == read
    assert [one for one in found if one.rule == "contract-verify"] == []
