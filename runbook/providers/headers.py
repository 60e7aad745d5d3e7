"""The headers of a request: ours first, then those that the contract's parameters ask for."""

from collections.abc import Iterable, Mapping

from runbook import __version__
from runbook.providers.contract import Location, Operation
from runbook.providers.encoding import header_problem
from runbook.providers.given import Given
from runbook.providers.problem import Problem
from runbook.providers.request import Text
from runbook.providers.styles import Pair, StyleError, header_text, pairs
from runbook.providers.symbolic import joined, known_parts, separated


def build_headers(
    operation: Operation, given: Iterable[Given], media_type: str | None, idempotency: Text | None
) -> tuple[tuple[tuple[str, Text], ...], list[Problem]]:
    """Lower-case names and values, in an order that never changes."""
    headers: dict[str, Text] = {
        "accept": "application/json",
        "accept-encoding": "identity",
        "user-agent": f"runbook/{__version__}",
    }
    if media_type is not None:
        headers["content-type"] = media_type
    if operation.idempotency_key is not None and idempotency is not None:
        headers[operation.idempotency_key.lower()] = idempotency
    texts, problems = _parameter_headers(given)
    headers.update(texts)
    return tuple(headers.items()), problems


def _parameter_headers(given: Iterable[Given]) -> tuple[Mapping[str, Text], list[Problem]]:
    headers: dict[str, Text] = {}
    cookies: list[Pair] = []
    problems: list[Problem] = []
    for one in given:
        try:
            if one.parameter.location is Location.COOKIE:
                cookies.extend(pairs(one.parameter, one.value))
            elif one.parameter.location is Location.HEADER:
                headers[one.parameter.name.lower()] = _checked(header_text(one.parameter, one.value))
        except StyleError as error:
            problems.append(Problem(one.name, f'"{one.name}" {error.reason}'))
    if cookies:
        headers["cookie"] = separated((joined((key, "=", text)) for key, text in cookies), "; ")
    return headers, problems


def _checked(text: Text) -> Text:
    """Errors: StyleError when a header cannot carry the known parts."""
    whole = isinstance(text, str)
    for part in known_parts(text):
        reason = header_problem(part if whole else f"x{part}x")
        if reason:
            raise StyleError(reason)
    return text
