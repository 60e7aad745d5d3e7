"""From arguments to a request, or to the reasons why there is none. A request that breaks the contract never leaves."""

from collections.abc import Iterator, Mapping

from runbook.providers.arguments import Target, bind, parameters_of
from runbook.providers.conformance import violations
from runbook.providers.content import build_content, content_problems
from runbook.providers.contract import Location, Operation, Parameter
from runbook.providers.headers import Given, build_headers
from runbook.providers.problem import Problem
from runbook.providers.request import Credential, Request, Text
from runbook.providers.segments import build_path, path_value_problem, segment
from runbook.providers.styles import Pair, StyleError, pairs
from runbook.providers.wire import encode_body, final_url_problem, request_target
from runbook.values.json import pointer_text
from runbook.values.shape import Kind
from runbook.values.unknown import SecretName, Value, as_value

__all__ = ["Problem", "bind", "build_request", "encode_body", "final_url_problem", "request_target"]

LONGEST_TARGET = 8_000
"""Characters of path and query together; RFC 9110 4.1 asks servers for no more."""


def build_request(
    provider: str,
    operation: Operation,
    server: str,
    arguments: Mapping[str, Value],
    credentials: tuple[Credential, ...],
    *,
    idempotency: Text | None = None,
) -> Request | list[Problem]:
    """The request to `operation` at the base URL `server`.

    Unknown parts stay symbolic, and unchecked until they are known. `idempotency`: what goes into the contract's
    idempotency header, the same for every attempt of one call.
    """
    bound, problems = bind(operation, arguments)
    if problems:
        return problems
    given = _parameters(operation, bound, arguments)
    problems = [problem for one in given for problem in _parameter_problems(*one)]
    content = build_content(operation.body, bound, arguments)
    if operation.body is not None and content is not None:
        problems.extend(content_problems(operation.body, content))
    if problems:
        return _one_for_each(problems)
    media_type = content.media_type if content else None
    headers, header_problems = build_headers(operation, given, media_type, idempotency)
    query, query_problems = _query(given)
    path = _path(operation, given)
    if isinstance(path, Problem) or header_problems or query_problems:
        return _one_for_each([*([path] if isinstance(path, Problem) else []), *header_problems, *query_problems])
    request = Request(
        provider=provider,
        operation=operation.name,
        effect=operation.effect,
        method=operation.method.upper(),
        server=server,
        path=path,
        query=query,
        headers=headers,
        media_type=media_type,
        body=content.value if content else None,
        credentials=credentials,
    )
    return _length_problems(request) or request


def _parameters(operation: Operation, bound: Mapping[str, Target], arguments: Mapping[str, Value]) -> tuple[Given, ...]:
    """The parameters to send: those given, and defaults of headers and of required ones.

    The defaults of other parameters are what the provider does anyway.
    """
    names = {target: name for name, target in bound.items()}
    found: list[Given] = []
    for parameter in parameters_of(operation):
        name = names.get((parameter.location, parameter.name))
        if name is not None and not _left_out(parameter, arguments[name]):
            found.append((name, parameter, arguments[name]))
        elif name is None and parameter.default is not None and _default_is_sent(parameter):
            found.append((parameter.name, parameter, as_value(parameter.default)))
    return tuple(found)


def _default_is_sent(parameter: Parameter) -> bool:
    return parameter.required or parameter.location is Location.HEADER


def _left_out(parameter: Parameter, value: Value) -> bool:
    """Null means "not given" where the contract allows null for an optional query or cookie parameter."""
    optional = not parameter.required and parameter.location in (Location.QUERY, Location.COOKIE)
    return value is None and optional and parameter.shape.may_be(Kind.NULL) and not parameter.shape.is_any


def _parameter_problems(name: str, parameter: Parameter, value: Value) -> Iterator[Problem]:
    reason = path_value_problem(value) if parameter.location is Location.PATH else _value_problem(parameter, value)
    if reason:
        yield Problem(name, f'"{name}" {reason}', parameter.description)
        return
    for violation in violations(parameter.schema, value):
        at = f" at {pointer_text(violation.pointer)}" if violation.pointer else ""
        yield Problem(name, f'"{name}"{at} breaks the contract: {violation.message}', parameter.description)


def _value_problem(parameter: Parameter, value: Value) -> str | None:
    """Why a value must not become a header, query or cookie, whatever the schema allows (THREATS R30)."""
    if value is None:
        return "is null"
    if isinstance(value, SecretName):
        return "is a secret; secrets travel only in `auth` and in body members that the contract marks"
    if parameter.location is Location.HEADER and parameter.shape.is_any and not isinstance(value, (str, int)):
        return "is not text, and the contract does not say how to write it"
    if isinstance(value, bool) and not parameter.shape.may_be(Kind.BOOLEAN):
        return "is a boolean"
    return None


def _path(operation: Operation, given: tuple[Given, ...]) -> Text | Problem:
    texts = {
        parameter.name: segment(parameter, value)
        for _, parameter, value in given
        if parameter.location is Location.PATH
    }
    return build_path(operation.path, texts)


def _query(given: tuple[Given, ...]) -> tuple[tuple[Pair, ...], list[Problem]]:
    found: list[Pair] = []
    problems: list[Problem] = []
    for name, parameter, value in given:
        if parameter.location is not Location.QUERY:
            continue
        try:
            found.extend(pairs(parameter, value))
        except StyleError as error:
            problems.append(Problem(name, f'"{name}" {error.reason}'))
    return tuple(found), problems


def _one_for_each(problems: list[Problem]) -> list[Problem]:
    """The first problem of each argument."""
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.argument, problem)
    return list(first.values())


def _length_problems(request: Request) -> list[Problem]:
    known = sum(len(text) for text in (request.path, *(value for _, value in request.query)) if isinstance(text, str))
    if known <= LONGEST_TARGET:
        return []
    return [Problem("", f"path and query are longer than {LONGEST_TARGET:,} characters")]
