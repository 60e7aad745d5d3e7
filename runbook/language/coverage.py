"""Every answer that a contract declares needs a row, like every case of a match in a typed language."""

from collections.abc import Iterator, Sequence

from runbook.diagnostics.diagnostic import Diagnostic, Related
from runbook.diagnostics.source import Span
from runbook.language.procedure import Row
from runbook.language.statuses import covers, to_handle
from runbook.language.wording import includes, says
from runbook.providers.contract import Operation, Response


def unhandled(operation: Operation, rows: Sequence[Row], call: str, span: Span) -> Iterator[Diagnostic]:
    """The declared answers that no row surely takes. `call`: the operation as the playbook calls it."""
    for status, response in to_handle(operation):
        messages = [message for message in response.messages if not _taken(rows, status, message)]
        if messages and response.messages:
            for message in messages:
                yield _unhandled(f'{status} "{message}"', _suggested(status, message), response, call, span)
        elif not response.messages and not _taken(rows, status, None):
            yield _unhandled(status, _suggested(status, None), response, call, span)


def _taken(rows: Sequence[Row], status: str, message: str | None) -> bool:
    return any(_takes(row, status, message) for row in rows)


def _takes(row: Row, status: str, message: str | None) -> bool:
    """Whether a row surely takes an answer, whatever else is in it."""
    if row.when is not None or row.body or row.proved or row.no or row.success is False:
        return False
    if not covers(row.status, status):
        return False
    return row.message is None or (message is not None and says(row.message, message))


def _suggested(status: str, message: str | None) -> str:
    words = f', message: "{message}"' if message is not None else ""
    return f"{{ status: {status}{words}, then: stop, because: ... }}"


def _unhandled(answer: str, row: str, response: Response, call: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "unhandled-answer",
        f"no row says where {call} leads when it answers {answer}",
        span,
        label=response.description or "the contract declares this answer",
        help=f"add a row, such as {row}",
    )


def unreachable(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Rows of one list that an earlier one takes everything from."""
    for index, row in enumerate(rows):
        earlier = next((one for one in rows[:index] if _shadows(one, row)), None)
        if earlier is not None and row.span is not None:
            yield _shadowed(row, row.span, earlier)


def _shadows(earlier: Row, later: Row) -> bool:
    """Whether every answer that `later` wants is taken by `earlier`."""
    return (
        covers(earlier.status, later.status)
        and (earlier.success is False) == (later.success is False)
        and not earlier.proved
        and (earlier.undeclared or not later.undeclared or earlier.status not in ("2XX", "3XX"))
        and (earlier.message is None or (later.message is not None and includes(earlier.message, later.message)))
        and all(pointer in later.body and later.body[pointer] == value for pointer, value in earlier.body.items())
        and (earlier.when is None or (later.when is not None and later.when.text == earlier.when.text))
    )


def _shadowed(row: Row, span: Span, earlier: Row) -> Diagnostic:
    return Diagnostic(
        "unreachable-row",
        "an earlier row takes every answer that this row wants",
        span,
        help="the first row that matches wins: put the narrower row first, or remove this one",
        related=(Related(earlier.span, "this row comes first"),) if earlier.span is not None else (),
    )
