"""One generated contract and playbook, read, linked and planned by the product's own code, or refused by it."""

import json
from collections.abc import Callable, Mapping
from random import Random

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.documents.yaml import load
from runbook.frozen import frozen
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.playbook import Playbook
from runbook.language.procedure import Procedure
from runbook.planning.build import Setting, build_plan
from runbook.planning.plan import Plan
from runbook.providers.adapter import Adapter
from runbook.providers.adapters import adapter
from runbook.providers.contract import Contract
from runbook.values.json import Json
from runbook.values.unknown import Value, as_value
from tests.agreement.book import Author
from tests.agreement.service import SERVER, Service
from tests.language.keys import language
from tests.language.linked import imported

SETTING = Setting("stage", False, {"things": SERVER})

Build = Callable[[Procedure, Setting, Mapping[str, Value]], tuple[Plan, list[Diagnostic]]]


@frozen
class Combination:
    """What is to be run. `playbook`, `contract`: as they are written."""

    service: Service
    playbook: str
    contract: str
    procedure: Procedure
    plan: Plan
    inputs: dict[str, Value]


@frozen
class Refused:
    """A text that the product does not accept, by the names of the rules that it breaks."""

    rules: tuple[str, ...]
    playbook: str
    contract: str
    messages: tuple[str, ...] = ()


class Library:
    """The one contract."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> tuple[Contract | None, list[Diagnostic]]:
        return self._contract, []

    def playbook(self, reference: str, span: Span) -> tuple[Playbook | None, list[Diagnostic]]:
        raise AssertionError(reference)

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        return []

    def adapter(self, name: str) -> Adapter:
        return adapter(name)


def combination(chance: Random, build: Build = build_plan) -> Combination | Refused:
    """The contract and playbook that follow from `chance`."""
    service = Service(chance)
    written = json.dumps(Author(chance, service, language()).playbook(), indent=1)
    inputs: dict[str, Json] = {
        "id": "x1",
        "ids": [f"m{at}" for at in range(chance.randint(0, 3))],
        "flag": chance.random() < 0.5,
    }
    return prepared(service, written, service.text(), inputs, build)


def prepared(
    service: Service, playbook: str, contract: str, inputs: dict[str, Json], build: Build = build_plan
) -> Combination | Refused:
    """These texts with their plan; or why the product refuses them."""
    document, found = load(Source("generated.yaml", playbook))
    assert document is not None, found
    read, found = parse(document, Expressions())
    if read is None or has_errors(found):
        return _refused(found, playbook, contract)
    procedure, found = link(read, Library(imported(Source("things.yaml", contract), "things")))
    if procedure is None or has_errors(found):
        return _refused(found, playbook, contract)
    values = {name: as_value(value) for name, value in inputs.items()}
    plan, found = build(procedure, SETTING, values)
    if has_errors(found):
        return _refused(found, playbook, contract)
    return Combination(service, playbook, contract, procedure, plan, values)


def _refused(found: list[Diagnostic], playbook: str, contract: str) -> Refused:
    rules = tuple(dict.fromkeys(one.rule for one in found if one.severity.value == "error"))
    return Refused(rules, playbook, contract, tuple(one.message for one in found))
