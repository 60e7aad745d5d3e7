"""The operations of the contracts that ship with the product."""

from collections.abc import Sequence

from runbook.documents.bundled import bundled
from runbook.documents.yaml import load
from runbook.providers.contract import Operation
from runbook.providers.openapi import contract_from, import_contract


class ShippedContractError(Exception):
    """A contract of ours cannot be used: the installation is broken."""


def shipped_operations(name: str) -> Sequence[Operation]:
    """Every operation of a shipped contract. Errors: BundledFileError, ShippedContractError."""
    source = bundled(f"contracts/{name}.yaml")
    document, _ = load(source)
    normal = None if document is None else import_contract(document, name=name)[0]
    if normal is None:
        raise ShippedContractError(f"the contract {name} cannot be used")
    return contract_from(normal, digest=source.digest, span_of=lambda _: None).operations()
