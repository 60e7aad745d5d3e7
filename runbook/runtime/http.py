"""The transport: one request, authorized at the last moment, sent once, within one deadline."""

from collections.abc import Mapping
from typing import Protocol

from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.identity import Account
from runbook.providers.answer import NotSent, RawResponse, Reply
from runbook.providers.request import Credential, Request
from runbook.providers.requests import encode_body, final_url_problem, request_target
from runbook.runtime.access import Authorization, Exchange
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.deadline import Deadline
from runbook.runtime.endpoint import EndpointError, endpoint, url_of
from runbook.runtime.ports import Credentials
from runbook.runtime.tls import trust
from runbook.runtime.wire import Message, Wire

UNAUTHORIZED = 401

MINTING = 15.0
"""Seconds for asking for a token before anything else is sent."""


class Authority(Protocol):
    """Whoever proves who is asking; `authorize.Authorizer` is the real one."""

    def authorize(self, request: Request, exchange: Exchange, deadline: Deadline) -> Authorization | NotSent:
        """What to add to the request, or why it must not be sent."""

    def minted_account(
        self, request: Request, credential: Credential, exchange: Exchange, deadline: Deadline
    ) -> Account:
        """The account of the token that is minted for the credential."""

    def forget(self) -> None:
        """A token was refused: do not use it again."""


class HttpTransport:
    """Sends requests over real connections.

    `servers`: a base URL as requests name it -> where it really is, as the simulator's port once it is known.
    `ca_file`: authorities to believe instead of Mozilla's; errors: TrustError. `proxy`: an http proxy's URL;
    errors: ProxyUrlError.
    """

    def __init__(
        self,
        credentials: Credentials,
        authorizer: Authority,
        *,
        servers: Mapping[str, str] | None = None,
        ca_file: str | None = None,
        proxy: str | None = None,
        body_limit: int = 8 << 20,
    ) -> None:
        self._credentials = credentials
        self._authorizer = authorizer
        self._servers = servers or {}
        self._wire = Wire(trust(ca_file), proxy=proxy, body_limit=body_limit)

    def minted_account(self, request: Request, credential: Credential, seconds: float = MINTING) -> Account:
        """The account of the token that is minted for `credential` of `request`; empty when there is none in time."""
        deadline = Deadline(seconds)
        moved = replace(request, server=self._servers.get(request.server, request.server))
        return self._authorizer.minted_account(
            moved, credential, lambda mint: self._wire.exchange(mint, deadline), deadline
        )

    def exchange(self, send: Send) -> Reply:
        """The reply within `send.timeout` seconds in all, minting a token included."""
        deadline = Deadline(send.timeout)
        request = replace(send.request, server=self._servers.get(send.request.server, send.request.server))
        try:
            problem = _place_problem(request, send)
            message = NotSent(problem, refused=True) if problem else self._message(request, deadline)
        except MissingSecretError as error:
            return NotSent(str(error), refused=True)
        if isinstance(message, NotSent):
            return message
        reply = self._wire.exchange(message, deadline)
        if isinstance(reply, RawResponse) and reply.status == UNAUTHORIZED:
            self._authorizer.forget()
        return reply

    def _message(self, request: Request, deadline: Deadline) -> Message | NotSent:
        """The request as it is sent, secrets included. Errors: MissingSecretError."""
        body = encode_body(request, self._credentials.reveal)
        given = self._authorizer.authorize(request, lambda mint: self._wire.exchange(mint, deadline), deadline)
        if isinstance(given, NotSent):
            return given
        target = request_target(request)
        for name, value in given.query:
            target += f"{'&' if '?' in target else '?'}{name}={value}"
        headers = tuple((name, value) for name, value in request.headers if isinstance(value, str))
        content = body if request.media_type is not None else None
        return Message(request.method, request.server, target, _joined(headers, given.headers), content)


def _place_problem(request: Request, send: Send) -> str | None:
    """Why this request must not go where it would go; never shows its path."""
    try:
        url = url_of(endpoint(request.server), request_target(request))
    except EndpointError as error:
        return error.reason
    return final_url_problem(str(url), request, send.operation)


def _joined(own: tuple[tuple[str, str], ...], added: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Both, with cookies in the one line that RFC 6265 allows."""
    cookies = [value for name, value in (*own, *added) if name == "cookie"]
    rest = tuple(line for line in (*own, *added) if line[0] != "cookie")
    return (*rest, ("cookie", "; ".join(cookies))) if cookies else rest
