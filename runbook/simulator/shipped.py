"""The operations of the contracts that ship with the product."""

from collections.abc import Sequence
from pathlib import Path

import runbook
from runbook.diagnostics.source import Source
from runbook.documents.yaml import load
from runbook.providers.contract import Operation
from runbook.providers.openapi import contract_from, import_contract


class ShippedContractError(Exception):
    """A contract of ours cannot be read: the installation is broken."""


def shipped_operations(name: str) -> Sequence[Operation]:
    """Every operation of a shipped contract. Errors: ShippedContractError."""
    source = Source(f"{name}.yaml", _text(name))
    document, _ = load(source)
    normal = None if document is None else import_contract(document, name=name)[0]
    if normal is None:
        raise ShippedContractError(f"the contract {name} cannot be read")
    return contract_from(normal, digest=source.digest, span_of=lambda _: None).operations()


def _text(name: str) -> str:
    package = Path(runbook.__file__).parent
    for folder in (package / "schemas", package.parent / "schemas"):
        path = folder / "contracts" / f"{name}.yaml"
        if path.is_file():
            return path.read_text("utf-8")
    raise ShippedContractError(f"the contract {name} is missing")
