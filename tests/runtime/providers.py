"""A small provider for tests: a contract by hand, with every kind of security scheme."""

from runbook.interpreter.commands import Send
from runbook.interpreter.events import Purpose
from runbook.providers.adapter import TokenRequest
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.contract import (
    Body,
    Contract,
    Effect,
    Location,
    Operation,
    SchemeKind,
    SecurityRequirement,
    SecurityScheme,
    Server,
)
from runbook.providers.request import Credential, Request
from runbook.runtime.access import Access
from runbook.values.shape import ANY

SCHEMES = {
    "JWT": SecurityScheme("JWT", SchemeKind.BEARER),
    "Keyed": SecurityScheme("Keyed", SchemeKind.BEARER, prefixes={"tw_sk_": "prod", "tw_sk_test_": "stage"}),
    "Basic": SecurityScheme("Basic", SchemeKind.BASIC, fields=("username", "password")),
    "Header": SecurityScheme("Header", SchemeKind.API_KEY, parameter="X-Api-Key"),
    "Query": SecurityScheme("Query", SchemeKind.API_KEY, parameter="api key", location=Location.QUERY),
    "Cookie": SecurityScheme("Cookie", SchemeKind.API_KEY, parameter="session", location=Location.COOKIE),
    "OAuth": SecurityScheme("OAuth", SchemeKind.CLIENT_CREDENTIALS, token_url="/oauth/token?x=1"),
    "Elsewhere": SecurityScheme("Elsewhere", SchemeKind.CLIENT_CREDENTIALS, token_url="https://id.example.com/token"),
}


def operation(name: str, path: str, *, method: str = "POST", body: Body | None = None) -> Operation:
    return Operation(
        name=name,
        operation_id=name,
        method=method,
        path=path,
        summary="",
        effect=Effect.IRREVERSIBLE,
        parameters=(),
        body=body,
        responses=(),
        security=((SecurityRequirement("OAuth", ("cases:write", "cases:read")),),),
        error_message=None,
    )


CANCEL = operation("cancel", "/case/id/{caseId}/cancel")
AUTHENTICATE = operation(
    "authenticate", "/auth/api", body=Body("application/json", True, {}, ANY, frozenset({"apiKey"}))
)


class MintingAdapter(PlainAdapter):
    """Mints a token from two fields of the scheme JWT."""

    name = "minting"

    def token_request(self, scheme, fields):
        return (
            TokenRequest("authenticate", ("apiKey", "clientAccessToken"), "/token")
            if len(fields) == 2 and scheme == "JWT"
            else None
        )


def contract(*servers: Server) -> Contract:
    operations = {"cancel": CANCEL, "authenticate": AUTHENTICATE}
    return Contract(
        name="kc",
        title="",
        version="1",
        digest="",
        adapter="",
        servers=servers,
        schemes=SCHEMES,
        builders={name: (lambda name=name: operations[name]) for name in operations},
        span_of=lambda name: None,
    )


def access(url: str, environment: str = "stage", adapter=None) -> Access:
    server = Server(url, environment, False)
    return Access(contract(server), adapter or PlainAdapter(), server)


def request(url: str, *credentials: Credential, **more) -> Request:
    given = {"path": "/case/id/c-1/cancel", "credentials": credentials, **more}
    return Request("kc", "cancel", Effect.IRREVERSIBLE, "POST", url, **given)


def send(made: Request, *, seconds: float = 5.0, of: Operation = CANCEL) -> Send:
    return Send("case", 1, Purpose.ACT, "kc", of, made, seconds)
