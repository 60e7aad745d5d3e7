"""Which declared answer a status is (THREATS R18): odd statuses are never taken for a success."""

from runbook.providers.contract import Operation, Response

_SUCCESSES = frozenset({200, 201, 202, 203, 204, 205, 206, 207, 208, 226})
"""Registered 2xx codes; another needs to be declared by its own number."""


def declared_response(operation: Operation, status: int) -> Response | None:
    """The contract's answer for a status: by number, else by range, else `default`; None when undeclared.

    `default` describes errors: it stands for a 2xx only where the contract declares no other success.
    """
    if not 200 <= status <= 599 or 300 <= status <= 399:
        return None
    response = operation.response_for(status)
    if response is None or response.status == str(status) or status >= 400:
        return response
    if status not in _SUCCESSES:
        return None
    return None if response.status == "default" and _declares_success(operation) else response


def _declares_success(operation: Operation) -> bool:
    return any(response.status.startswith("2") for response in operation.responses)
