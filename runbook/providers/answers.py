"""From a reply to an answer: what the contract says about it, then what the adapter says."""

from runbook.frozen import replace
from runbook.providers import conformance
from runbook.providers.adapter import Adapter
from runbook.providers.answer import Answer, AnswerKind, NoAnswer, NotSent, RawResponse, Reply
from runbook.providers.concealed import conceal, has_secrets
from runbook.providers.contract import Operation, Server
from runbook.providers.finding import Finding, malformed
from runbook.providers.parts import kept_headers
from runbook.providers.reading import header_values, is_encoded, loose_body
from runbook.providers.retry_after import parse_retry_after
from runbook.providers.statuses import declared_response
from runbook.providers.success import read_success
from runbook.providers.words import provider_words
from runbook.values.unknown import as_value, encode_value


def read_answer(
    operation: Operation,
    adapter: Adapter,
    reply: Reply,
    server: Server,
    now: float,
    headers: frozenset[str] = frozenset(),
    place: str = "",
) -> Answer:
    """The answer to one attempt. `now`: wall time in seconds since the epoch, for Retry-After only.

    `headers`: the names, in lower case, that the contract declares or the playbook reads. `place`: where the request
    was sent from; the secrets that the provider answered are named after it.
    """
    match reply:
        case NotSent():
            return Answer(AnswerKind.NOT_SENT, reason=reply.reason, refused=reply.refused)
        case NoAnswer():
            return Answer(AnswerKind.NO_ANSWER, reason=reply.reason)
        case RawResponse():
            answer = _read_response(operation, reply, now, headers | adapter.headers, place)
            forgery = adapter.signature_problem(reply, server)
            if forgery is not None:
                return replace(answer, kind=AnswerKind.MALFORMED, reason=forgery)
            return adapter.read(operation, answer)


LARGE = 200_000
"""Bytes of a body from which on even its decoding takes longer than a moment."""


def may_take_long(operation: Operation, response: RawResponse) -> bool:
    """Return True if reading it may take longer than a moment, as its size and the declared schema let expect."""
    if len(response.body) > LARGE:
        return True
    declared = declared_response(operation, response.status)
    if declared is None or declared.schema is None or not 200 <= response.status <= 299:
        return False
    size = sum(map(response.body.count, (b",", b"[", b"{", b":"))) + 1
    return conformance.may_take_long(declared.schema, size)


def _read_response(
    operation: Operation, response: RawResponse, now: float, headers: frozenset[str], place: str
) -> Answer:
    finding = _finding(operation, response)
    body, said = as_value(finding.body), finding.body
    if has_secrets(operation):
        body = conceal(operation, response.status, body, place)
        said = encode_value(body)
    return Answer(
        finding.kind,
        status=response.status,
        headers=kept_headers(response, headers),
        body=body,
        message=provider_words(operation.error_message, said),
        reason=finding.reason,
        retry_after=_retry_after(response, now),
        no=finding.no,
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


def _retry_after(response: RawResponse, now: float) -> float | None:
    dates = header_values(response, "date")
    return parse_retry_after(header_values(response, "retry-after"), dates[0] if dates else None, now)
