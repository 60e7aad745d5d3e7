"""From the names of secrets to what proves who is asking: the one place where credentials are revealed."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from urllib.parse import quote

from runbook.interpreter.identity import Account
from runbook.providers.answer import NotSent
from runbook.providers.contract import Location, SchemeKind, SecurityScheme
from runbook.providers.request import Credential, Request
from runbook.providers.tokens import prefix_problem, token_text_problem
from runbook.runtime.access import Access, Authorization, Exchange, RefusalError
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.deadline import Deadline
from runbook.runtime.minting import Issuer, Token, basic
from runbook.runtime.ports import Clock, Credentials
from runbook.runtime.token_shelf import TokenShelf


class Authorizer:
    """Authorizes requests to the providers of one run.

    `access`: by the provider's name as requests carry it. `learn`: told of every minted token, to be masked.
    """

    def __init__(
        self, access: Mapping[str, Access], credentials: Credentials, clock: Clock, learn: Callable[[str], None]
    ) -> None:
        self._access = access
        self._credentials = credentials
        self._clock = clock
        self._learn = learn
        self._shelf = TokenShelf(clock)
        self._minted_as: dict[Hashable, Account] = {}
        self._epoch = clock.now() - clock.monotonic()

    def authorize(self, request: Request, exchange: Exchange, deadline: Deadline) -> Authorization | NotSent:
        """What to add to `request`; NotSent when there is nothing that may be sent.

        `exchange`: for minting, before `deadline`.
        """
        headers: list[tuple[str, str]] = []
        query: list[tuple[str, str]] = []
        try:
            for credential in request.credentials:
                scheme = self._scheme(request, credential)
                value = self._value(request, scheme, credential, exchange, deadline)
                for location, name, text in _placed(scheme, value):
                    (query if location is Location.QUERY else headers).append((name, text))
        except RefusalError as error:
            return NotSent(error.reason, refused=error.final)
        except MissingSecretError as error:
            return NotSent(str(error), refused=True)
        return Authorization(tuple(headers), tuple(query))

    def forget(self) -> None:
        """Throw minted tokens away; called when a provider refuses one."""
        self._shelf.forget()

    def account(self, provider: str, credential: Credential) -> Account | None:
        """The account of a token, empty when it does not say; None for a token that must be minted first.

        Errors: MissingSecretError.
        """
        access, secret = self._access[provider], _single(credential)
        scheme = access.contract.schemes.get(credential.scheme)
        if scheme is not None and self._is_minted(access, scheme, credential):
            return None
        return _account(access, self._credentials.reveal(secret)) if secret else Account()

    def minted_account(
        self, request: Request, credential: Credential, exchange: Exchange, deadline: Deadline
    ) -> Account:
        """The account of the token that is minted for `credential` of `request`; empty when there is no token now."""
        try:
            token = self._value(request, self._scheme(request, credential), credential, exchange, deadline)
        except (RefusalError, MissingSecretError):
            return Account()
        return _account(self._access[request.provider], token)

    def problem(self, provider: str, credential: Credential) -> str | None:
        """Why a token must not be used, known before the first request. Errors: MissingSecretError."""
        access = self._access[provider]
        scheme, secret = access.contract.schemes.get(credential.scheme), _single(credential)
        if scheme is None or secret is None or self._is_minted(access, scheme, credential):
            return None
        return self._token_problem(access, scheme, self._credentials.reveal(secret), secret)

    def _scheme(self, request: Request, credential: Credential) -> SecurityScheme:
        scheme = self._access[request.provider].contract.schemes.get(credential.scheme)
        if scheme is None:
            raise RefusalError(f"the contract has no security scheme {credential.scheme}", final=True)
        return scheme

    def _value(
        self,
        request: Request,
        scheme: SecurityScheme,
        credential: Credential,
        exchange: Exchange,
        deadline: Deadline,
    ) -> str:
        """The token, or the whole value of the Authorization header for HTTP Basic."""
        access = self._access[request.provider]
        if self._is_minted(access, scheme, credential):
            issuer = Issuer(access, request.server, exchange)
            return self._minted(issuer, scheme, credential, _scopes(access, request, scheme), deadline)
        if scheme.kind is SchemeKind.BASIC:
            return basic(*(self._field(credential, name) for name in ("username", "password")))
        secret = _single(credential)
        if secret is None:
            raise RefusalError(f"the scheme {scheme.name} takes one secret, not several", final=True)
        token = self._credentials.reveal(secret)
        problem = self._token_problem(access, scheme, token, secret)
        if problem:
            raise RefusalError(problem, final=True)
        return token

    def _is_minted(self, access: Access, scheme: SecurityScheme, credential: Credential) -> bool:
        fields = frozenset(credential.fields)
        return (
            scheme.kind is SchemeKind.CLIENT_CREDENTIALS
            or access.adapter.token_request(scheme.name, fields) is not None
        )

    def _minted(
        self,
        issuer: Issuer,
        scheme: SecurityScheme,
        credential: Credential,
        scopes: tuple[str, ...],
        deadline: Deadline,
    ) -> str:
        access = issuer.access

        def make() -> Token:
            token = self._make(issuer, scheme, credential, scopes)
            self._learn(token.text)
            self._expect_same(access, scheme, credential, token)
            return token

        def usable(token: Token) -> bool:
            return access.adapter.token_problem(token.text, access.server, self._now()) is None

        key = (access.contract.name, issuer.server, scheme.name, scopes, tuple(sorted(credential.fields.items())))
        token = self._shelf.token(key, make, usable, deadline.remaining)
        problem = self._token_problem(access, scheme, token.text, f"the token for {scheme.name}")
        if problem:
            raise RefusalError(problem, final=True)
        return token.text

    def _make(self, issuer: Issuer, scheme: SecurityScheme, credential: Credential, scopes: tuple[str, ...]) -> Token:
        wanted = issuer.access.adapter.token_request(scheme.name, frozenset(credential.fields))
        if wanted is not None:
            return issuer.mint(wanted, credential.fields, self._credentials.reveal)
        identity, secret = self._field(credential, "client_id"), self._field(credential, "client_secret")
        return issuer.client_credentials(scheme, identity, secret, scopes)

    def _expect_same(self, access: Access, scheme: SecurityScheme, credential: Credential, token: Token) -> None:
        """Errors: RefusalError when a token acts as another account than the first one that was minted for the run."""
        place = (access.contract.name, scheme.name, tuple(sorted(credential.fields.items())))
        now = _account(access, token.text)
        first = self._minted_as.setdefault(place, now)
        if first.id and now.id and first.id != now.id:
            raise RefusalError(f"a new token acts as {now.name}, and the run acts as {first.name}", final=True)

    def _field(self, credential: Credential, name: str) -> str:
        if name not in credential.fields:
            raise RefusalError(f"the scheme {credential.scheme} needs the field {name}", final=True)
        return self._credentials.reveal(credential.fields[name])

    def _token_problem(self, access: Access, scheme: SecurityScheme, token: str, name: str) -> str | None:
        """Why a token must not travel to this server; never shows the token (THREATS R13)."""
        problem = (
            token_text_problem(token)
            or prefix_problem(token, scheme, access.server)
            or access.adapter.token_problem(token, access.server, self._now())
        )
        return f"{name}: {problem}" if problem else None

    def _now(self) -> float:
        """Wall time as it was at the start plus what has really passed: a clock that jumps must not matter (R29)."""
        return self._epoch + self._clock.monotonic()


def _account(access: Access, token: str) -> Account:
    id = access.adapter.account(token)
    return Account(access.adapter.acting_as(token) or id, id)


def _single(credential: Credential) -> str | None:
    """The name of the only secret; None when there are several."""
    return next(iter(credential.fields.values())) if len(credential.fields) == 1 else None


def _scopes(access: Access, request: Request, scheme: SecurityScheme) -> tuple[str, ...]:
    operation = access.contract.operation(request.operation)
    if scheme.kind is not SchemeKind.CLIENT_CREDENTIALS or operation is None:
        return ()
    return next((one.scopes for way in operation.security for one in way if one.scheme == scheme.name), ())


def _placed(scheme: SecurityScheme, value: str) -> Iterator[tuple[Location, str, str]]:
    """Where the value travels, under which name, as which text."""
    match scheme.kind:
        case SchemeKind.BEARER | SchemeKind.CLIENT_CREDENTIALS:
            yield Location.HEADER, "authorization", f"Bearer {value}"
        case SchemeKind.BASIC:
            yield Location.HEADER, "authorization", value
        case SchemeKind.API_KEY if scheme.location is Location.QUERY:
            yield Location.QUERY, quote(scheme.parameter, safe=""), quote(value, safe="")
        case SchemeKind.API_KEY if scheme.location is Location.COOKIE:
            yield Location.HEADER, "cookie", f"{scheme.parameter}={value}"
        case SchemeKind.API_KEY:
            yield Location.HEADER, scheme.parameter.lower(), value
