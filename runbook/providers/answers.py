"""From a reply to an answer: what the contract says about it, then what the adapter says."""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.providers.adapter import Adapter
from runbook.providers.answer import Answer, AnswerKind, NoAnswer, NotSent, RawResponse, Reply
from runbook.providers.contract import Operation, Server
from runbook.providers.finding import Finding, malformed
from runbook.providers.reading import header_values, is_encoded, loose_body
from runbook.providers.retry_after import parse_retry_after
from runbook.providers.statuses import declared_response
from runbook.providers.success import read_success
from runbook.providers.words import provider_words
from runbook.values.unknown import as_value

KEPT_HEADERS = frozenset(
    {
        "content-type",
        "date",
        "request-id",
        "retry-after",
        "x-correlation-id",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-request-id",
        "x-truework-signature",
    }
)
"""The headers that an answer keeps. Never a cookie: cookies do not travel between cases (THREATS R39)."""

LONGEST_HEADER = 500


def read_answer(operation: Operation, adapter: Adapter, reply: Reply, server: Server, now: float) -> Answer:
    """The answer to one attempt. `now`: wall time in seconds since the epoch, for Retry-After only."""
    match reply:
        case NotSent():
            return Answer(AnswerKind.NOT_SENT, reason=reply.reason, refused=reply.refused)
        case NoAnswer():
            return Answer(AnswerKind.NO_ANSWER, reason=reply.reason)
        case RawResponse():
            answer = _read_response(operation, reply, now)
            forgery = adapter.signature_problem(reply, server)
            if forgery is not None:
                return replace(answer, kind=AnswerKind.MALFORMED, reason=forgery)
            return adapter.read(operation, answer)


def _read_response(operation: Operation, response: RawResponse, now: float) -> Answer:
    finding = _finding(operation, response)
    pointer = operation.error_message
    return Answer(
        finding.kind,
        status=response.status,
        headers=kept_headers(response),
        body=as_value(finding.body),
        message=provider_words(pointer, finding.body) if response.status >= 400 else None,
        reason=finding.reason,
        retry_after=_retry_after(response, now),
    )


def _finding(operation: Operation, response: RawResponse) -> Finding:
    declared = declared_response(operation, response.status)
    if declared is None:
        return Finding(AnswerKind.UNDECLARED, loose_body(response), _undeclared(operation, response.status))
    if is_encoded(response):
        return malformed("the body is compressed, which was not asked for")
    if response.status >= 400:
        return Finding(AnswerKind.RESPONSE, loose_body(response))
    return read_success(operation, declared, response)


def _undeclared(operation: Operation, status: int) -> str:
    if 300 <= status <= 399:
        return f"{status} is a redirect, and runbook follows none"
    return f"the contract does not declare {status:03d} for {operation.name}"


def kept_headers(response: RawResponse) -> Mapping[str, str]:
    """The safe few; several values of one header are joined as HTTP does."""
    names = {name.lower() for name, _ in response.headers} & KEPT_HEADERS
    return {name: ", ".join(header_values(response, name))[:LONGEST_HEADER] for name in sorted(names)}


def _retry_after(response: RawResponse, now: float) -> float | None:
    dates = header_values(response, "date")
    return parse_retry_after(header_values(response, "retry-after"), dates[0] if dates else None, now)
