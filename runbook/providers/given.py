"""The parameters that a request sends: those that were given, and the defaults that must be said aloud."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from runbook.frozen import frozen
from runbook.providers.arguments import Target, about, parameters_of
from runbook.providers.conformance import violations
from runbook.providers.contract import Location, Operation, Parameter
from runbook.providers.problem import Problem
from runbook.providers.segments import path_value_problem
from runbook.values.json import pointer_text
from runbook.values.numbers import is_whole
from runbook.values.shape import Kind
from runbook.values.unknown import SecretName, Value, as_value


@frozen
class Given:
    """A parameter with its value. `name`: the argument as it was written."""

    name: str
    parameter: Parameter
    value: Value


def given_parameters(
    operation: Operation, bound: Mapping[str, Target], arguments: Mapping[str, Value]
) -> tuple[Given, ...]:
    """The parameters to send, in the contract's order.

    Defaults of headers and of required parameters are sent; those of others are what the provider does anyway.
    """
    names = {target: name for name, target in bound.items()}
    found: list[Given] = []
    for parameter in parameters_of(operation):
        name = names.get((parameter.location, parameter.name))
        if name is not None and not _is_left_out(parameter, arguments[name]):
            found.append(Given(name, parameter, _whole(parameter, arguments[name])))
        elif name is None and parameter.default is not None and _is_said_aloud(parameter):
            found.append(Given(parameter.name, parameter, as_value(parameter.default)))
    return tuple(found)


def _whole(parameter: Parameter, value: Value) -> Value:
    """A whole number as digits only, where the contract declares nothing else: 42.0 is written 42."""
    return int(value) if parameter.shape.only(Kind.INTEGER) and is_whole(value) else value


def _is_said_aloud(parameter: Parameter) -> bool:
    return parameter.required or parameter.location is Location.HEADER


def _is_left_out(parameter: Parameter, value: Value) -> bool:
    """Null means "not given" where the contract allows null for an optional query or cookie parameter."""
    optional = not parameter.required and parameter.location in (Location.QUERY, Location.COOKIE)
    return value is None and optional and parameter.shape.may_be(Kind.NULL) and not parameter.shape.is_any


def given_problems(given: Given) -> Iterator[Problem]:
    """Why a parameter's value must not leave."""
    name, parameter, value = given.name, given.parameter, given.value
    in_path = parameter.location is Location.PATH
    reason = path_value_problem(value) if in_path else _value_problem(parameter, value)
    if reason:
        yield Problem(name, f'"{name}" {reason}', about(parameter))
        return
    for violation in violations(parameter.schema, value):
        at = f" at {pointer_text(violation.pointer)}" if violation.pointer else ""
        yield Problem(name, f'"{name}"{at} breaks the contract: {violation.message}', about(parameter))


def _value_problem(parameter: Parameter, value: Value) -> str | None:
    """Why a value must not become a header, query or cookie, whatever the schema allows (THREATS R30)."""
    if value is None:
        return "is null"
    if isinstance(value, SecretName):
        return "is a secret; secrets travel only in `auth` and in body members that the contract marks"
    if parameter.shape.is_any and isinstance(value, (bool, Decimal, list, dict)):
        return "is not text, and the contract does not say how to write it"
    return None
