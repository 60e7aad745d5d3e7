"""Turning secrets into a token by asking for one: what the adapter knows, and OAuth2 client credentials (RFC 6749)."""

import base64
from collections.abc import Callable, Mapping
from urllib.parse import quote_plus, urlencode, urljoin, urlsplit

from runbook.frozen import frozen
from runbook.providers.adapter import TokenRequest
from runbook.providers.answer import NoAnswer, NotSent, RawResponse, Reply
from runbook.providers.contract import SecurityScheme
from runbook.providers.hosts import SIMULATOR, is_local
from runbook.providers.request import Request
from runbook.providers.requests import encode_body, request_target
from runbook.providers.strict_json import StrictJsonError, parse_json
from runbook.runtime.access import Access, Exchange, RefusalError
from runbook.runtime.wire import Message
from runbook.values.json import Json, at_pointer, parse_pointer
from runbook.values.numbers import is_number
from runbook.values.unknown import SecretName

Reveal = Callable[[str], str]
"""The value of the secret of that name."""

PASSING = frozenset({408, 425, 429})
"""Refusals that may be over when asked again."""


@frozen
class Token:
    """A token somebody gave us. `lifetime`: seconds it is good for; None when nothing was said."""

    text: str
    lifetime: float | None = None

    def __repr__(self) -> str:
        return "Token()"


@frozen
class Issuer:
    """Who gives tokens to users of one provider. `server`: where the provider answers in this run."""

    access: Access
    server: str
    exchange: Exchange

    def mint(self, wanted: TokenRequest, fields: Mapping[str, str], reveal: Reveal) -> Token:
        """A token from the operation that the adapter names; `fields`: field -> name of a secret.

        Errors: RefusalError, MissingSecretError.
        """
        contract = self.access.contract
        operation = contract.operation(wanted.operation)
        if operation is None or operation.body is None:
            raise RefusalError(f"the contract has no operation {wanted.operation} to get a token from", final=True)
        request = Request(
            provider=contract.name,
            operation=operation.name,
            effect=operation.effect,
            method=operation.method.upper(),
            server=self.server,
            path=operation.path,
            media_type=operation.body.media_type,
            body={field: SecretName(fields[field]) for field in wanted.fields},
        )
        headers = (("content-type", operation.body.media_type), ("accept", "application/json"))
        content = encode_body(request, reveal)
        message = Message(request.method, self.server, request_target(request), headers, content)
        who = f"{contract.name}.{operation.name}"
        return Token(_text_at(_read(self.exchange(message), who), wanted.pointer, who))

    def client_credentials(self, scheme: SecurityScheme, identity: str, secret: str, scopes: tuple[str, ...]) -> Token:
        """A token from an OAuth2 token endpoint, which is told who asks by HTTP Basic. Errors: RefusalError.

        RFC 6749 2.3.1: every endpoint must support Basic; both parts are form-encoded first.
        """
        parts = urlsplit(self._token_place(scheme))
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        form = {"grant_type": "client_credentials", **({"scope": " ".join(scopes)} if scopes else {})}
        headers = (
            ("authorization", basic(quote_plus(identity), quote_plus(secret))),
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "application/json"),
        )
        content = urlencode(form).encode("ascii")
        message = Message("POST", f"{parts.scheme}://{parts.netloc}", target, headers, content)
        who = f"the token endpoint of {self.access.contract.name}"
        answer = _read(self.exchange(message), who)
        return Token(_text_at(answer, "/access_token", who), _lifetime(answer))

    def _token_place(self, scheme: SecurityScheme) -> str:
        """The token endpoint; one that is on the provider's own server moves with it to a mock or the simulator."""
        declared = urljoin(f"{self.access.server.url}/", scheme.token_url)
        origins = {_origin(one.url) for one in (*self.access.contract.servers, self.access.server)}
        if _origin(declared) in origins or self._is_simulated(declared):
            return _origin(self.server) + declared[len(_origin(declared)) :]
        return declared

    def _is_simulated(self, url: str) -> bool:
        """Whether a token endpoint elsewhere must be looked for on the simulator: nothing of it leaves this machine."""
        return self.access.server.environment == SIMULATOR and not is_local(url)


def basic(name: str, password: str) -> str:
    """The value of an Authorization header (RFC 7617)."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode("ascii")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _read(reply: Reply, who: str) -> Json:
    """The JSON of a success. Errors: RefusalError."""
    match reply:
        case NotSent():
            raise RefusalError(f"no token: {who} could not be asked: {reply.reason}", final=reply.refused)
        case NoAnswer():
            raise RefusalError(f"no token: {who} did not answer: {reply.reason}", final=False)
        case RawResponse(status=status) if not 200 <= status < 300:
            passing = status in PASSING or status >= 500
            raise RefusalError(f"no token: {who} answered {status}", final=not passing)
        case RawResponse():
            return _json(reply, who)


def _json(response: RawResponse, who: str) -> Json:
    try:
        return parse_json(response.body.decode("utf-8"))
    except (StrictJsonError, UnicodeDecodeError):
        raise RefusalError(f"no token: {who} did not answer with JSON", final=True) from None


def _text_at(answer: Json, pointer: str, who: str) -> str:
    found, token = at_pointer(answer, parse_pointer(pointer))
    if not found or not isinstance(token, str) or not token:
        raise RefusalError(f"no token: {who} answered without {pointer}", final=True)
    return token


def _lifetime(answer: Json) -> float | None:
    seconds = answer.get("expires_in") if isinstance(answer, dict) else None
    return float(seconds) if is_number(seconds) else None
