"""From a call in a procedure to the request that leaves."""

from collections.abc import Mapping

from runbook.interpreter.commands import Send
from runbook.interpreter.context import Context
from runbook.interpreter.events import Purpose
from runbook.language.declared import ProviderUse
from runbook.language.evaluate import render
from runbook.language.procedure import CallSite
from runbook.language.secret_source import SecretSource
from runbook.providers.contract import Operation
from runbook.providers.request import Credential
from runbook.providers.requests import Problem, build_request
from runbook.values.unknown import SecretName, Value


def prepare(site: CallSite, context: Context, address: str, attempt: int, purpose: Purpose) -> Send | Problem:
    """The command that sends this call, or why it must never leave. Errors: EvaluationError."""
    use = context.procedure.providers[site.provider]
    scope = context.scope()
    if site.secrets:
        scope["secrets"] = {name: SecretName(name) for name in site.secrets}
    given = {name: render(value, scope) for name, value in site.arguments.items()}
    arguments = use.adapter.complete(site.operation, given, context.state.run)
    request = build_request(
        use.contract.name,
        site.operation,
        context.state.servers[use.contract.name],
        arguments,
        _credentials(use, site.operation, context.inputs),
        idempotency=f"{context.state.run}/{address}" if site.operation.idempotency_key is not None else None,
    )
    if isinstance(request, list):
        return request[0]
    return Send(
        address, attempt, purpose, use.contract.name, site.operation, request, site.timeout, headers=site.headers
    )


def _credentials(use: ProviderUse, operation: Operation, inputs: Mapping[str, Value]) -> tuple[Credential, ...]:
    """The first alternative of the operation's security that `auth` covers."""
    for alternative in operation.security:
        if all(requirement.scheme in use.auth for requirement in alternative):
            return tuple(
                Credential(
                    requirement.scheme,
                    {field: _secret(source, inputs) for field, source in use.auth[requirement.scheme].items()},
                )
                for requirement in alternative
            )
    return ()


def _secret(source: SecretSource, inputs: Mapping[str, Value]) -> str:
    named = inputs.get(source.input) if source.input else source.name
    return named if isinstance(named, str) else source.input
