"""Statuses of outcome rows, and statuses that contracts declare."""

from runbook.providers.contract import Operation, Response

SPECIAL = frozenset({"not_sent", "no_answer", "undeclared", "malformed"})
"""Answers that are no answer of the contract."""

UNSOLICITED = frozenset({"401", "403", "429"})
"""Codes that anything between us and the provider may answer, whatever its contract declares."""

_DEFAULT = "default"
_ANY = "XX"


def covers(wanted: str, status: str) -> bool:
    """Whether a row's status takes every answer of `status`, a code or range."""
    return wanted == status or (wanted[1:] == _ANY and len(status) == 3 and wanted[0] == status[0])


def overlaps(wanted: str, status: str) -> bool:
    """Whether a row's status takes some answer of `status`, a code or range."""
    return covers(wanted, status) or covers(status, wanted)


def is_range(status: str) -> bool:
    """Whether it is `4XX` and the like."""
    return status[1:] == _ANY


def declared(operation: Operation, wanted: str) -> tuple[Response, ...]:
    """The answers of the contract that a row's status can take."""
    exact = tuple(response for response in operation.responses if overlaps(wanted, response.status))
    return exact or tuple(response for response in operation.responses if response.status == _DEFAULT)


def is_unsolicited(status: str) -> bool:
    """Whether a row for it makes sense although no contract declares it."""
    return status in UNSOLICITED or status.startswith("5")


def to_handle(operation: Operation) -> tuple[tuple[str, Response], ...]:
    """Every declared answer with the status that rows must take; `default` stands for the refusals left over."""
    return tuple(
        ("4XX" if response.status == _DEFAULT else response.status, response) for response in operation.responses
    )
