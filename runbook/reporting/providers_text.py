"""Contracts for people: what each provider can be asked to do, and what it may answer."""

from collections.abc import Sequence

from runbook.providers.contract import Contract, Effect, Operation, Parameter, SchemeKind, SecurityScheme
from runbook.reporting.escape import shortened
from runbook.reporting.style import Line, Piece, Role, Text, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import counted
from runbook.values.json import Json

_EFFECTS = {Effect.READ: Role.DIM, Effect.WRITE: Role.WARN, Effect.IRREVERSIBLE: Role.ERROR}


def providers_text(contracts: Sequence[Contract]) -> Text:
    """One line per contract."""
    column = max((width(contract.name) for contract in contracts), default=0) + 2
    return [
        line(
            Piece(padded(contract.name, column), Role.STRONG),
            f"{contract.title} {contract.version}",
            Piece(f"   {counted(len(contract.operations()), 'operation')}", Role.DIM),
        )
        for contract in contracts
    ]


def provider_text(contract: Contract) -> Text:
    """One contract: servers, credentials, operations with what they take and answer."""
    lines = [line(Piece(contract.name, Role.STRONG), f"   {contract.title} {contract.version}"), ()]
    for server in contract.servers:
        production = Piece("   production", Role.ERROR) if server.production else Piece("")
        lines.append(line(f"  -e {server.environment:<12} ", Piece(server.url, Role.PLACE), production))
    for scheme in contract.schemes.values():
        lines.append(line(f"  auth {scheme.name}: {scheme.kind.value}{_fields(scheme)}"))
    for operation in contract.operations():
        lines += [(), *operation_lines(operation)]
    return lines


def _fields(scheme: SecurityScheme) -> str:
    """What a scheme is made of; a bearer token is one secret, or minted from several."""
    if not scheme.fields:
        return ""
    instead = "or minted from " if scheme.kind is SchemeKind.BEARER else ""
    return f" ({instead}{' and '.join(scheme.fields)})"


def operation_lines(operation: Operation) -> list[Line]:
    """One operation."""
    money = Piece("   moves money", Role.WARN) if operation.moves_money else Piece("")
    lines = [
        line(
            Piece(operation.name, Role.STRONG),
            f"   {operation.method} {operation.path}   ",
            Piece(operation.effect.value, _EFFECTS[operation.effect]),
            money,
        )
    ]
    if operation.summary:
        lines.append(line(Piece(f"    {operation.summary}", Role.DIM)))
    takes = [_parameter(parameter) for parameter in operation.parameters] + _members(operation)
    if takes:
        lines.append(line(f"    takes    {', '.join(takes)}"))
    for response in operation.responses:
        said = "; ".join(f'"{shortened(message, 80)}"' for message in response.messages)
        lines.append(line(f"    {response.status:<8} {said or response.description}"))
    return lines + [line(Piece("    unverified ", Role.WARN), guess) for guess in operation.unverified]


def _parameter(parameter: Parameter) -> str:
    return parameter.name if parameter.required else f"[{parameter.name}]"


def _members(operation: Operation) -> list[str]:
    """The members of the body, those that may be left out in brackets."""
    if operation.body is None:
        return []
    shape = operation.body.shape
    return [name if name in shape.required else f"[{name}]" for name in shape.properties] or ["[body]"]


def provider_json(contract: Contract) -> Json:
    """One contract as data."""
    return {
        "name": contract.name,
        "title": contract.title,
        "version": contract.version,
        "digest": contract.digest,
        "adapter": contract.adapter,
        "servers": [
            {"environment": server.environment, "url": server.url, "production": server.production}
            for server in contract.servers
        ],
        "schemes": {
            name: {"kind": one.kind.value, "fields": list(one.fields)} for name, one in contract.schemes.items()
        },
        "operations": [_operation(operation) for operation in contract.operations()],
    }


def _operation(operation: Operation) -> Json:
    return {
        "name": operation.name,
        "operation_id": operation.operation_id,
        "method": operation.method,
        "path": operation.path,
        "summary": operation.summary,
        "effect": operation.effect.value,
        "moves_money": operation.moves_money,
        "parameters": [
            {"name": one.name, "in": one.location.value, "required": one.required} for one in operation.parameters
        ],
        "body": None if operation.body is None else operation.body.schema,
        "answers": [
            {"status": one.status, "description": one.description, "messages": list(one.messages)}
            for one in operation.responses
        ],
        "unverified": list(operation.unverified),
    }
