"""The parts of an answer that expressions and rows read: what a run gets, and what a plan supposes of the same.

Both come from here, so that each part is in a plan either unknown or equal to what a run will have.
"""

from collections.abc import Iterable, Mapping
from enum import Enum

from runbook.providers.answer import OTHER_WORDS, WILDCARD, RawResponse, Supposed
from runbook.providers.contract import Operation, Response
from runbook.providers.media import Form, essence, form_of
from runbook.providers.reading import header_values
from runbook.values.shape import ANY, INTEGER, STRING, Shape, object_of
from runbook.values.unknown import Unknown, Value

EVIDENCE = frozenset(
    {"content-type", "date", "retry-after", "request-id", "x-request-id", "x-correlation-id", "traceparent"}
)
"""Headers that a report shows although no contract declares them: with them a provider finds a request in its logs."""

NEVER_KEPT = frozenset(
    {
        "authentication-info",
        "authorization",
        "cookie",
        "proxy-authentication-info",
        "proxy-authorization",
        "set-cookie",
        "set-cookie2",
    }
)
"""Headers that may hold a credential. A cookie does not travel between cases either (THREATS R39)."""

LONGEST_EVIDENCE = 500
"""Characters of a header that is kept for people; one that a contract declares or a playbook names is kept whole."""


class Promise(Enum):
    """Kinds of bodies, as far as they are known before an answer comes."""

    NONE = "none"
    CHECKED = "checked"
    OPEN = "open"


def promised_body(operation: Operation, status: int, response: Response | None) -> Promise:
    """Return the kind of body of an answer: none at all, one that is checked against its schema, or any.

    `response`: the declared answer; None for one that is not declared. Only the body of a success is checked.
    """
    if response is None or not 200 <= status <= 299:
        return Promise.OPEN
    if operation.method.upper() == "HEAD":
        return Promise.NONE
    if response.schema is None:
        return Promise.NONE if status == 204 or declares_binary(response) else Promise.OPEN
    return Promise.CHECKED if all(map(_is_json, response.media_types)) else Promise.OPEN


def declares_binary(response: Response) -> bool:
    """Return True if its body may be something that runbook does not read, as a file or an image."""
    return any(form_of(name) is Form.OTHER for name in response.media_types)


def _is_json(media_type: str) -> bool:
    return form_of(media_type) is Form.JSON or essence(media_type) in ("*/*", "application/*")


def kept_headers(response: RawResponse, named: frozenset[str]) -> Mapping[str, str]:
    """The headers that an answer keeps, in lower case; several values of one header are joined as HTTP does.

    `named`: those that the contract declares or the playbook names; they are kept whole.
    """
    present = {name.lower() for name, _ in response.headers} - NEVER_KEPT
    kept: dict[str, str] = {}
    for name in sorted(present & (named | EVIDENCE)):
        value = ", ".join(header_values(response, name))
        kept[name] = value if name in named else value[:LONGEST_EVIDENCE]
    return kept


def supposed_body(operation: Operation, status: int, response: Response | None) -> Value:
    """The body of an answer in a plan. `response`: as of `promised_body`."""
    match promised_body(operation, status, response):
        case Promise.NONE:
            return None
        case Promise.CHECKED if response is not None:
            return Unknown(response.shape, "response.body")
        case _:
            return Unknown(ANY, "response.body")


def supposed(named: Iterable[str], status: int | None, words: str | None = None) -> Supposed:
    """The other parts in a plan. `named`: see `kept_headers`; `status`: None where a run may have another one.

    `words`: see Supposed; a text without `*` is what a run will have.
    """
    literal = words is not None and words != OTHER_WORDS and WILDCARD not in words
    return Supposed(
        status=Unknown(INTEGER, "response.status") if status is None else status,
        message=words if literal else Unknown(STRING, "response.message"),
        headers=Unknown(headers_shape(named, open=True), "response.headers"),
        words=words,
    )


def headers_shape(named: Iterable[str], *, open: bool = False) -> Shape:
    """`response.headers`: each of these names may be there; `open`: and others."""
    return object_of(dict.fromkeys(sorted(named), STRING), required=frozenset(), open=open)
