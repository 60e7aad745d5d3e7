"""From arguments to a request, or to the reasons why there is none. A request that breaks the contract never leaves."""

from collections.abc import Iterable, Iterator, Mapping

from runbook.providers.arguments import bind
from runbook.providers.content import Content, build_content, content_problems
from runbook.providers.contract import Location, Operation
from runbook.providers.encoding import percent_encoded
from runbook.providers.given import Given, given_parameters, given_problems
from runbook.providers.headers import build_headers
from runbook.providers.problem import Problem
from runbook.providers.request import Credential, Request, Text
from runbook.providers.segments import build_path, segment
from runbook.providers.styles import Pair, StyleError, pairs
from runbook.providers.wire import encode_body, final_url_problem, request_target
from runbook.values.shape import Kind
from runbook.values.unknown import Value

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
    given = given_parameters(operation, bound, arguments)
    content = build_content(operation.body, bound, arguments)
    if problems := [*_given_problems(given), *_content_problems(operation, content)]:
        return _one_for_each(problems)
    headers, header_problems = build_headers(operation, given, content.media_type if content else None, idempotency)
    path, path_problems = _path(operation, given)
    query, query_problems = _query(given)
    if problems := [*path_problems, *query_problems, *header_problems, *_length_problems(path, query)]:
        return _one_for_each(problems)
    return Request(
        provider=provider,
        operation=operation.name,
        effect=operation.effect,
        method=operation.method.upper(),
        server=server,
        path=path,
        query=query,
        headers=headers,
        media_type=content.media_type if content else None,
        body=content.value if content else None,
        credentials=credentials,
        numbers=tuple(_numbers(given)),
    )


def _given_problems(given: Iterable[Given]) -> list[Problem]:
    return [problem for one in given for problem in given_problems(one)]


def _content_problems(operation: Operation, content: Content | None) -> list[Problem]:
    if operation.body is None or content is None:
        return []
    return list(content_problems(operation.body, content))


def _path(operation: Operation, given: Iterable[Given]) -> tuple[Text, list[Problem]]:
    in_path = (one for one in given if one.parameter.location is Location.PATH)
    path = build_path(operation.path, {one.parameter.name: segment(one.parameter, one.value) for one in in_path})
    return ("", [path]) if isinstance(path, Problem) else (path, [])


def _query(given: Iterable[Given]) -> tuple[tuple[Pair, ...], list[Problem]]:
    found: list[Pair] = []
    problems: list[Problem] = []
    for one in given:
        if one.parameter.location is Location.QUERY:
            try:
                found.extend(pairs(one.parameter, one.value))
            except StyleError as error:
                problems.append(Problem(one.name, f'"{one.name}" {error.reason}'))
    return tuple(found), problems


def _numbers(given: Iterable[Given]) -> Iterator[str]:
    """The names of the query that the contract declares as numbers."""
    for one in given:
        if one.parameter.location is Location.QUERY and one.parameter.shape.only(Kind.INTEGER, Kind.NUMBER, Kind.NULL):
            yield percent_encoded(one.parameter.name)


def _one_for_each(problems: Iterable[Problem]) -> list[Problem]:
    """The first problem of each argument."""
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.argument, problem)
    return list(first.values())


def _length_problems(path: Text, query: tuple[Pair, ...]) -> list[Problem]:
    known = sum(len(text) for text in (path, *(value for _, value in query)) if isinstance(text, str))
    if known <= LONGEST_TARGET:
        return []
    return [Problem("", f"path and query are longer than {LONGEST_TARGET:,} characters")]
