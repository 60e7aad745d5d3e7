"""Successes that can say no: the playbook must say what they mean, unless something reads back what happened."""

from collections.abc import Iterator, Sequence

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Span
from runbook.language.procedure import Origin, Row, Verb
from runbook.language.statuses import covers
from runbook.providers.contract import Effect, Operation, Response

_NOES = (Verb.STOP, Verb.TOLERATE, Verb.FALLBACK)


def doubtful_successes(
    operation: Operation, rows: Sequence[Row], call: str, span: Span, *, reads_back: bool
) -> Iterator[Diagnostic]:
    """Findings about the successes of a call. `rows`: all of them; `call`: the operation as the playbook calls it."""
    own = [row for row in rows if row.origin is not Origin.BUILT_IN]
    if operation.effect is not Effect.READ and operation.nothing_happened is None and not reads_back:
        yield from _unproved(own, call)
    for response in _successes(operation):
        status = "2XX" if response.status == "default" else response.status
        why = operation.why_no(response)
        if operation.success is not None and not _takes(own, status, success=False):
            yield _no(call, status, operation, span)
        if why and not reads_back and not _takes(own, status, success=True):
            yield _may_say_no(call, status, why, span, reads=operation.effect is Effect.READ)
        unclear = response.unclear and not why and _is_open(operation, reads_back=reads_back)
        if unclear and not _takes(own, status, success=True):
            yield _unclear(call, status, response.unclear, span)


def _unproved(rows: Sequence[Row], call: str) -> Iterator[Diagnostic]:
    """Rows that take a 2XX for a no, where nothing proves that nothing happened."""
    for row in rows:
        if row.verb in _NOES and row.status.startswith("2") and not row.nothing_happened and row.span is not None:
            yield Diagnostic(
                "no-in-a-success",
                f"a {row.status} is no proof that {call} did nothing, so the run ends in doubt here",
                row.span,
                help="add a `verify` that reads back, or say `nothing_happened: true` if the provider promises that",
                severity=Severity.WARNING,
            )


def _successes(operation: Operation) -> list[Response]:
    declared = [response for response in operation.responses if response.status.startswith("2")]
    return declared or [response for response in operation.responses if response.status == "default"]


def _is_open(operation: Operation, *, reads_back: bool) -> bool:
    return operation.effect is not Effect.READ and operation.success is None and not reads_back


def _takes(rows: Sequence[Row], status: str, *, success: bool) -> bool:
    """Return True if one of these rows surely takes such an answer, whatever else is in it."""
    return any(row.bare and covers(row.status, status) and (row.success is not False) is success for row in rows)


def _may_say_no(call: str, status: str, why: str, span: Span, *, reads: bool) -> Diagnostic:
    verify = "" if reads else ", or add a `verify` that reads back what happened"
    return Diagnostic(
        "success-may-say-no",
        f"{call} answers {status}, which can say no: {why}",
        span,
        label="no row says what this answer means",
        help=f"first say what a no looks like, such as {{ status: {status}, body: {{ /POINTER: VALUE }}, then: stop, "
        f"because: ... }}, then {{ status: {status}, then: done }}{verify}",
    )


def _no(call: str, status: str, operation: Operation, span: Span) -> Diagnostic:
    return Diagnostic(
        "unhandled-answer",
        f"no row says where {call} leads when it answers {status} and says no",
        span,
        label=f"the contract calls it a success only when {operation.success}",
        help=f"add a row, such as {{ status: {status}, success: false, then: stop, because: ... }}",
    )


def _unclear(call: str, status: str, what: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "success-unclear",
        f"{call} answers {status} with {what}",
        span,
        label="it may say no; what looks like one in the run leaves the effect in doubt",
        help=f"look at it in a row, or say that every one is a yes: {{ status: {status}, then: done }}",
        severity=Severity.WARNING,
    )
