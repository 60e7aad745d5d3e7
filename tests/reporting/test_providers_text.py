import json
from pathlib import Path

from runbook.diagnostics.source import Source
from runbook.documents.bundled import bundled
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.yaml import load_document
from runbook.providers.contract import Contract
from runbook.providers.openapi import contract_from, import_contract
from runbook.reporting.providers_text import operation_lines, provider_json, provider_text, providers_text
from runbook.reporting.style import paint_plain


def vault() -> Contract:
    source: Source = bundled("contracts/vault.yaml")
    document, _ = load_document(source, CONTRACT_LIMITS)
    assert document is not None
    normal, _ = import_contract(document, name=Path(source.name).stem)
    assert normal is not None
    return contract_from(normal, digest=source.digest, span_of=lambda pointer: None)


def test_a_list_has_one_line_each() -> None:
    said = paint_plain(providers_text([vault(), vault()]))
    assert said.count("\n") == 2
    assert said.startswith("vault  ")
    assert "2 operations" in said


def test_a_provider_shows_servers_credentials_and_operations() -> None:
    said = paint_plain(provider_text(vault()))
    for word in ("-e ", "auth ", "cancel_card_request", "irreversible", "moves money", "unverified"):
        assert word in said


def test_an_operation_shows_what_it_takes_and_answers() -> None:
    operation = vault().operation("cancel_card_request")
    assert operation is not None
    said = paint_plain(operation_lines(operation))
    assert "takes    " in said
    assert "    400 " in said


def test_for_machines_it_is_plain_json() -> None:
    said = json.loads(json.dumps(provider_json(vault())))
    assert [one["name"] for one in said["operations"]] == ["cancel_card_request", "list_cards"]
