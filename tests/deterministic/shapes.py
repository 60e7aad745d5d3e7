"""The playbooks of the simulation, each read, linked and planned once."""

import json
from functools import lru_cache

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.documents.yaml import load
from runbook.frozen import frozen, replace
from runbook.interpreter.events import RunStarted
from runbook.interpreter.identity import Account, Identity
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.playbook import Playbook
from runbook.language.procedure import Procedure
from runbook.planning.build import Setting, build_plan
from runbook.planning.cover import Cover
from runbook.planning.plan import Plan
from runbook.providers.adapter import Adapter
from runbook.providers.adapters import adapter
from runbook.providers.contract import Contract
from runbook.values.unknown import Value, as_value
from tests.deterministic.author import Author, Work, Written
from tests.deterministic.depot import SERVER, depot
from tests.deterministic.modelled import modelled
from tests.deterministic.provider import HOME

RUN = "r-20260101-000000-0001"
NUMBER_OF_SHAPES = 1000
MOST_TURNS = 40


@frozen
class Shape:
    """A playbook that is ready to be run. `text`: as it is written."""

    number: int
    text: str
    procedure: Procedure
    plan: Plan
    cover: Cover
    started: RunStarted

    def of_run(self, run: str) -> "Shape":
        """The same for a run of that name."""
        return replace(self, cover=Cover(self.plan, run), started=replace(self.started, run=run))


def shape_for(seed: int) -> "Shape":
    """The playbook that a seed runs."""
    return shape(seed % NUMBER_OF_SHAPES)


@lru_cache(maxsize=NUMBER_OF_SHAPES)
def shape(number: int) -> Shape:
    """The playbook of that number; the first are those that ship."""
    known = modelled()
    if number < len(known):
        return prepared(number, known[number])
    for turn in range(MOST_TURNS):
        try:
            return prepared(number, Author(number, turn).work())
        except RefusedError:
            continue
    raise AssertionError(f"the product refuses everything that is written for {number}")


def acting_as(account: str) -> tuple[Identity, ...]:
    """As whom a process acts at the provider."""
    known = Account(account, account)
    return (Identity("depot", ("DEPOT_TOKEN",), "depot.example", known, fingerprint=account, key="k"),)


class RefusedError(Exception):
    """The product does not accept a text: the author knows little of its rules."""


def prepared(number: int, work: Work) -> Shape:
    """A written playbook, read and planned. Errors: RefusedError."""
    library = _Library(work)
    playbook, found = library.read("simulated.yaml", work.playbook)
    assert playbook is not None, found
    procedure, more = link(playbook, library)
    if procedure is None or has_errors(more):
        raise RefusedError(number, _text(work.playbook), [*found, *more])
    setting = Setting("stage", False, {"depot": SERVER})
    inputs: dict[str, Value] = {name: as_value(value) for name, value in work.inputs.items()}
    plan, problems = build_plan(procedure, setting, inputs)
    if has_errors(problems):
        raise RefusedError(number, problems)
    started = RunStarted("", RUN, procedure.name, procedure.digest, "stage", setting.servers, inputs, by="ada")
    started = replace(started, acting=acting_as(HOME))
    text = "\n".join([_lines(work.playbook), *(f"{name}:\n{_lines(used)}" for name, used in work.files.items())])
    return Shape(number, text, procedure, plan, Cover(plan, RUN), started)


class _Library:
    """The contract, and the playbooks that one playbook uses."""

    def __init__(self, work: Work) -> None:
        self._files = work.files

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> tuple[Contract | None, list[Diagnostic]]:
        return depot(), []

    def playbook(self, reference: str, span: Span) -> tuple[Playbook | None, list[Diagnostic]]:
        return self.read(reference, self._files[reference])

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        return []

    def adapter(self, name: str) -> Adapter:
        return adapter(name)

    def read(self, name: str, written: Written) -> tuple[Playbook | None, list[Diagnostic]]:
        document, found = load(Source(name, _text(written)))
        assert document is not None, found
        return parse(document, Expressions())


def _lines(written: Written) -> str:
    """For people: one line for each member, and for each step."""
    lines: list[str] = []
    for name, value in written.items():
        steps = value if name in ("steps", "rescue", "always") and isinstance(value, list) else None
        lines.append(f"{name}: {json.dumps(value)}" if steps is None else f"{name}:")
        lines += [f"  - {json.dumps(step)}" for step in steps or []]
    return "\n".join(lines)


def _text(written: Written) -> str:
    return json.dumps(written, indent=1)
