"""Importing small OpenAPI texts in tests."""

from collections.abc import Mapping, Sequence

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.node import Document, Node
from runbook.documents.yaml import load_document
from runbook.providers.contract import Contract, Operation
from runbook.providers.openapi import contract_from, import_contract
from runbook.providers.origins import Origins
from runbook.providers.part import Part, Reading
from runbook.values.json import Json

HEAD = """\
openapi: 3.1.0
info: { title: A title, version: "1" }
servers: [{ url: https://api.test.example }]
"""


def document(text: str, name: str = "contract.yaml") -> Document:
    loaded, findings = load_document(Source(name, text), CONTRACT_LIMITS)
    assert loaded is not None, findings
    return loaded


def part(text: str) -> Part:
    """The root of a text that is being imported."""
    loaded = document(text)
    return Part(Reading(loaded.data, Origins(loaded)), (), loaded.data)


def normal_of(
    text: str, *, overlays: Sequence[str] = (), files: Mapping[str, str] | None = None
) -> tuple[Json, list[Diagnostic]]:
    siblings = {name: document(content, name) for name, content in (files or {}).items()}
    layers = [document(overlay, f"overlay{index}.yaml") for index, overlay in enumerate(overlays)]
    return import_contract(document(text), name="given", overlays=layers, siblings=siblings.get)


def imported(
    text: str, *, overlays: Sequence[str] = (), files: Mapping[str, str] | None = None
) -> tuple[Contract, list[Diagnostic]]:
    """The contract of an OpenAPI text and the findings about it."""
    normal, findings = normal_of(text, overlays=overlays, files=files)
    assert normal is not None, findings
    loaded = document(text)
    return contract_from(normal, digest="sha256:0", span_of=lambda pointer: Node(loaded, pointer, None).span), findings


def only_operation(text: str) -> tuple[Operation, list[Diagnostic]]:
    """The one operation of `HEAD` and a text that begins with `paths:`."""
    contract, findings = imported(HEAD + text)
    (operation,) = contract.operations()
    return operation, findings


def shown(findings: Sequence[Diagnostic]) -> list[str]:
    """Findings as `severity rule line:column text-there`."""
    return [
        f"{one.severity.value} {one.rule} {one.span.line}:{one.span.column} "
        + one.span.source.text[one.span.start : one.span.end].split("\n")[0]
        for one in findings
        if one.span is not None
    ]
