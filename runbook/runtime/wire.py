"""One message over one connection that nobody else ever uses.

On a kept-alive connection httpx gives one request the answer of another when a server sends one response too many
(THREATS 2.1: 18 to 20 of 20 wrong). Reads prove what writes did, so their answers must be their own just as much: every
message gets a connection of its own.
"""

import logging
import ssl

import h11
import httpcore
import httpx

from runbook import __version__
from runbook.frozen import frozen
from runbook.providers.answer import NoAnswer, NotSent, RawResponse, Reply
from runbook.runtime.deadline import Deadline, DeadlineBackend, Departure
from runbook.runtime.endpoint import Endpoint, EndpointError, endpoint, url_of
from runbook.runtime.faults import fault
from runbook.runtime.headers import duplicate, header_problem, is_encoded, received
from runbook.runtime.proxy_url import proxy_problem

FRAMING_ROOM = 1 << 20
"""Bytes that header lines and chunk sizes may take beside the body itself."""

DEFAULTS = (("user-agent", f"runbook/{__version__}"), ("accept", "*/*"), ("accept-encoding", "identity"))

_FAULTS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, httpcore.NetworkError, h11.ProtocolError, OSError)


class ProxyUrlError(Exception):
    """The proxy's URL cannot be used. Its text may hold a password, so it is not shown."""

    def __init__(self) -> None:
        super().__init__("the proxy must be a URL that begins with http:// or https:// and a host")


@frozen
class Message:
    """A request as text and bytes, secrets included; it lives only while it is sent.

    `server`: a URL of which only scheme, host and port count. `target`: path and query, percent-encoded.
    """

    method: str
    server: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None

    def __repr__(self) -> str:
        return f"Message({self.method})"


class _Connection(httpx.HTTPTransport):
    """httpx's own transport, with our clock under it.

    DANGER: httpx has no public way to give its pool a network backend, so the private `_pool` is replaced; were that
    name to change, no deadline would hold. `tests/runtime/test_wire.py` fails then, and httpx is pinned below 0.29.
    """

    def __init__(self, context: ssl.SSLContext, backend: httpcore.NetworkBackend, proxy: httpcore.Proxy | None) -> None:
        super().__init__(verify=context, trust_env=False, http2=False, retries=0)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            proxy=proxy,
            max_connections=1,
            max_keepalive_connections=0,
            http2=False,
            retries=0,
            network_backend=backend,
        )


class Wire:
    """Sends messages once each.

    `proxy`: the URL of an http or https proxy, with a user and a password if it needs them; never used for this
    machine itself. Errors: ProxyUrlError.
    """

    def __init__(self, context: ssl.SSLContext, *, proxy: str | None = None, body_limit: int = 8 << 20) -> None:
        self._context = context
        self._proxy = _proxy(proxy, context) if proxy else None
        self._body_limit = body_limit
        _silence()

    def exchange(self, message: Message, deadline: Deadline) -> Reply:
        """The reply before the deadline."""
        try:
            place = endpoint(message.server)
            request = _request(message, place)
        except EndpointError as error:
            return NotSent(error.reason, refused=True)
        departure = Departure()
        backend = DeadlineBackend(deadline, departure, tls=place.tls, limit=self._body_limit + FRAMING_ROOM)
        try:
            with _Connection(self._context, backend, None if place.loopback else self._proxy) as connection:
                return self._read(connection.handle_request(request), deadline)
        except _FAULTS as error:
            return fault(error, departure, deadline)

    def _read(self, response: httpx.Response, deadline: Deadline) -> RawResponse | NoAnswer:
        headers = received(response.headers.raw)
        if headers is None:
            return NoAnswer("the answer has too many or too large headers")
        answer = RawResponse(response.status_code, headers, b"")
        if is_encoded(answer):
            return answer
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > self._body_limit:
                return NoAnswer(f"the answer is larger than {self._body_limit} bytes")
            if deadline.remaining <= 0:
                raise httpx.ReadTimeout("deadline")
        return RawResponse(answer.status, headers, bytes(body))


def _proxy(url: str, context: ssl.SSLContext) -> httpcore.Proxy:
    if proxy_problem(url) is not None:
        raise ProxyUrlError
    try:
        given = httpx.Proxy(url)
        tls = context if given.url.scheme == "https" else None
        return httpcore.Proxy(str(given.url), auth=given.raw_auth, ssl_context=tls)
    except (httpx.InvalidURL, ValueError):  # a name whose punycode is none
        raise ProxyUrlError from None


def _request(message: Message, place: Endpoint) -> httpx.Request:
    problems = (header_problem(name, value) for name, value in message.headers)
    twice = duplicate(name for name, _ in message.headers)
    problem = next((text for text in problems if text), None) or (f"the header {twice} is given twice" if twice else "")
    if problem:
        raise EndpointError(problem)
    given = {name.lower() for name, _ in message.headers}
    ours = ((name, value) for name, value in DEFAULTS if name not in given)
    lines = [*message.headers, *ours, ("connection", "close")]
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in lines]
    return httpx.Request(message.method, url_of(place, message.target), headers=headers, content=message.body)


def _silence() -> None:
    """These libraries log URLs with their queries, header values and the provider's words."""
    for name in ("httpx", "httpcore", "h11"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
