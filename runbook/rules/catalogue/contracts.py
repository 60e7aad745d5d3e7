"""Findings about the OpenAPI document of a provider. Importing is lenient, and exact about where it had to be."""

from collections.abc import Mapping

CONTRACTS: Mapping[str, str] = {
    "contract-body": """A request or response body cannot be used as the document describes it.

Bodies can be JSON, a form, or text. What cannot be used is left out, and the message says what that means.""",
    "contract-example": """An example contradicts the schema or the status it stands under.

Examples teach the playbook what a provider says, so a wrong one makes a wrong row. The example is left out.""",
    "contract-extension": """`x-runbook` holds something that has no meaning.

Per operation: `alias`, `effect`, `moves_money`, `error_message`, `verify`, `idempotency_key`, `unverified`,
`grace`. Per server: `environment`, `production`. Per security scheme: `prefixes`.""",
    "contract-name": """Two operations have the same name.

Give one of them another `x-runbook.alias` or operationId.""",
    "contract-overlay": """An action of the overlay points at nothing, or cannot be applied.

The contract below it may have changed. Correct the `target`.""",
    "contract-parameter": """A parameter cannot be used as the document describes it.

Names, places and styles are those of OpenAPI; every `{name}` in a path needs a parameter.""",
    "contract-reference": """A `$ref` leads nowhere, in a circle, or outside.

References stay in the document or lead to files beside it. Nothing is ever fetched over the network.""",
    "contract-schema": """A schema cannot be used, or a pattern in it cannot be checked safely.

What it describes is then accepted without that check, and the message says so.""",
    "contract-security": """A security scheme cannot be used as the document describes it.

There are bearer, basic, API key in a header or query, and OAuth2 client credentials.""",
    "contract-server": """A server cannot be used as the document describes it.

A server is an absolute http or https URL; its variables need defaults. `x-runbook.environment` names it.
`simulator` is reserved for servers on this machine: it stands for made-up credentials and no confirmation.""",
    "contract-status": """An answer stands under something that is no HTTP status, or an operation declares none.

Statuses are 100 to 599, `4XX` and its like, and `default`.""",
    "contract-syntax": """A part of the document has a form that OpenAPI does not allow.

What cannot be read is left out, so an operation can be missing. The place shows where.""",
    "contract-verify": """The contract's own `verify` for an operation does not fit.

It must call an operation of the same contract that only reads, with arguments made from `arguments.NAME`, and
its `holds` must be a condition over `response`.""",
    "contract-verify-arguments": """The contract's own `verify` reads an argument that the call does not give.

It then proves nothing of this call: a lost answer ends in doubt. Give the argument, or give the step a `verify`.""",
}
