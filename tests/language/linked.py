"""A small provider and the shortest way from a playbook's text to what is wrong with it."""

from functools import cache

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.documents.bundled import BUNDLED_CONTRACTS, bundled
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.yaml import load
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.playbook import Playbook
from runbook.language.procedure import Call, Procedure, Step
from runbook.providers.adapter import Adapter
from runbook.providers.adapters import adapter
from runbook.providers.contract import Contract
from runbook.providers.openapi import contract_from, import_contract

SHOP = """
openapi: 3.1.0
info: { title: Shop, version: "1" }
x-runbook: { name: shop }
servers: [ { url: https://shop.example } ]
security: [ { key: [] } ]
paths:
  /orders/{id}:
    parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
    get:
      operationId: get_order
      x-runbook: { error_message: /message }
      responses:
        "200":
          description: The order
          content:
            application/json:
              schema:
                type: object
                required: [state, parts]
                properties:
                  state: { type: string, enum: [open, canceled] }
                  parts: { type: array, items: { type: object, properties: { name: { type: string } } } }
                additionalProperties: false
        "404": { description: No such order }
    delete:
      operationId: cancel_order
      x-runbook:
        effect: irreversible
        error_message: /message
        grace: 3
        verify:
          call: get_order
          with: { id: "{{ arguments.id }}" }
          holds: response.body.state == 'canceled'
      responses:
        "200": { description: Canceled }
        "404": { description: No such order }
        "422":
          description: It is too late
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Problem" }
              examples:
                late: { value: { message: Too late. } }
                never: { value: { message: Orders of today stay. } }
    patch:
      operationId: change_order
      x-runbook: { effect: write }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [amount]
              properties:
                amount: { type: integer }
                reason: { type: string, enum: [wish, mistake] }
                pin: { type: string, x-runbook: { secret: true } }
      responses:
        "200": { description: Changed }
  /pay:
    post:
      operationId: pay
      x-runbook: { effect: irreversible, moves_money: true }
      responses: { "200": { description: Paid } }
components:
  schemas:
    Problem: { type: object, properties: { message: { type: string }, code: { type: integer } } }
  securitySchemes:
    key: { type: http, scheme: bearer }
    login: { type: http, scheme: basic }
"""

HEAD = """runbook: 1
name: test
effect: {effect}
inputs:
  id: {{ type: string }}
  count: {{ type: integer, default: 1 }}
  ids: {{ type: array, items: {{ type: string }}, default: [] }}
providers:
  shop: {{ contract: shop, auth: {{ key: secrets.KEY }} }}
"""

NO_ORDER = "{ status: 404, then: stop, because: no such order }"
LATE = "{ status: 422, then: stop, because: too late }"
READ = f"{{ id: read, call: shop.get_order, with: {{ id: '{{{{ inputs.id }}}}' }}, outcomes: [ {NO_ORDER} ] }}"


@cache
def contract(name: str, shop: str = SHOP) -> Contract | None:
    """The test shop, or a shipped contract."""
    if name != "shop" and name not in BUNDLED_CONTRACTS:
        return None
    return imported(Source("shop.yaml", shop) if name == "shop" else bundled(f"contracts/{name}.yaml"), name)


def imported(source: Source, name: str) -> Contract:
    """The contract of an OpenAPI text."""
    document, found = load(source, CONTRACT_LIMITS)
    assert document is not None, found
    normal, _ = import_contract(document, name=name)
    return contract_from(normal, digest=source.digest, span_of=lambda _: None)


class Shelf:
    """A library in memory. `files`: playbooks by reference; `shop`: the text of the test shop's contract."""

    def __init__(self, files: dict[str, str] | None = None, shop: str = SHOP) -> None:
        self.files = files or {}
        self.shop = shop

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> tuple[Contract | None, list[Diagnostic]]:
        found = contract(reference, self.shop)
        return (found, []) if found else (None, [Diagnostic("unknown-contract", "no such contract", span)])

    def playbook(self, reference: str, span: Span) -> tuple[Playbook | None, list[Diagnostic]]:
        if reference not in self.files:
            return None, [Diagnostic("unreadable-file", "no such playbook", span)]
        return parsed(self.files[reference], reference)

    def adapter(self, name: str) -> Adapter:
        return adapter(name)

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        return [] if reference == "allowed_signers" else [Diagnostic("no-signers", "no such file", span)]


def parsed(text: str, name: str = "test.yaml") -> tuple[Playbook | None, list[Diagnostic]]:
    """A playbook as it is written."""
    document, found = load(Source(name, text))
    assert document is not None, found
    return parse(document, Expressions())


def linked(
    text: str, files: dict[str, str] | None = None, shop: str = SHOP
) -> tuple[Procedure | None, list[Diagnostic]]:
    """A whole playbook's procedure, and everything that is wrong with it."""
    playbook, found = parsed(text)
    assert playbook is not None, found
    procedure, more = link(playbook, Shelf(files, shop))
    return procedure, [*found, *more]


def book(steps: str, *, effect: str = "read", more: str = "") -> str:
    """A playbook with these steps (a YAML flow list without its brackets, or lines) over the test shop."""
    body = steps if steps.lstrip("\n").startswith("  -") else f"  [ {steps} ]"
    return HEAD.format(effect=effect) + f"steps:\n{body}\n{more}"


def said(text: str, files: dict[str, str] | None = None, shop: str = SHOP) -> list[tuple[str, str]]:
    """Rule and offending text of every finding."""
    return [(one.rule, words(one.span)) for one in linked(text, files, shop)[1]]


def finding(text: str, rule: str, files: dict[str, str] | None = None) -> Diagnostic:
    """The only finding of that rule."""
    found = [one for one in linked(text, files)[1] if one.rule == rule]
    assert len(found) == 1, [(one.rule, one.message) for one in linked(text, files)[1]]
    return found[0]


def words(span: Span | None) -> str:
    """The text at a place."""
    return span.source.text[span.start : span.end] if span else ""


def procedure_of(text: str, files: dict[str, str] | None = None) -> Procedure:
    """The procedure of a playbook without errors."""
    procedure, found = linked(text, files)
    assert procedure is not None, [(one.rule, one.message, words(one.span)) for one in found]
    return procedure


def only_call(steps: str, effect: str = "irreversible") -> Call:
    """The call of a playbook with a single step."""
    step: Step = procedure_of(book(steps, effect=effect)).body.steps[0]
    assert isinstance(step.action, Call)
    return step.action


def call(operation: str, rows: str = "", more: str = "", id: str = "act") -> str:
    """A step that calls the shop about the order of the input; commas between its parts."""
    arguments = (
        ""
        if operation == "pay"
        else ", with: { id: '{{ inputs.id }}'" + (", amount: 1 }" if operation == "change_order" else " }")
    )
    outcomes = f", outcomes: [ {rows} ]" if rows else ""
    return f"{{ id: {id}, call: shop.{operation}{arguments}{outcomes}{', ' + more if more else ''} }}"
