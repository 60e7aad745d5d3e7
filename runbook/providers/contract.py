"""What a provider promises: its operations, and what each may answer."""

from collections.abc import Callable, Mapping
from enum import Enum

from runbook.choice import Choice
from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.providers.verdicts import Act, act_of
from runbook.values.json import Json
from runbook.values.shape import ANY, Shape

OPEN_STATUSES = {
    202: "it is accepted, and done later or never",
    206: "it is only a part",
    207: "it has an answer for each of several things",
}
"""Successes that say by their status that not all is done, with what they say."""

KEY = "x-runbook"
"""The extension that says what OpenAPI has no words for."""


class Effect(Choice):
    """What an operation does to the world, from harmless to final."""

    READ = "read"
    WRITE = "write"
    IRREVERSIBLE = "irreversible"

    @property
    def rank(self) -> int:
        """0 for a read, 2 for what cannot be undone."""
        return (Effect.READ, Effect.WRITE, Effect.IRREVERSIBLE).index(self)


class Location(Choice):
    """Where a parameter travels."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"


@frozen
class Parameter:
    """One parameter of an operation.

    `style` and `explode` as in OpenAPI; `json` is the style of a parameter that is declared by JSON `content`.
    `schema`: JSON Schema 2020-12 that needs no document: what it refers to stands under its own `$defs`.
    """

    name: str
    location: Location
    required: bool
    schema: Json
    shape: Shape
    style: str
    explode: bool
    description: str = ""
    default: Json = None


@frozen
class Body:
    """What an operation takes as its body. `secrets`: top-level members that may hold a secret's name.

    `schema`: self-contained, as a parameter's; properties that only travel back (`readOnly`) are never required.
    """

    media_type: str
    required: bool
    schema: Json
    shape: Shape
    secrets: frozenset[str] = frozenset()


@frozen
class Response:
    """One declared answer.

    `status`: `200`, `4XX` or `default`. `schema`: of the JSON body, None when no JSON body is declared; self-contained,
    as a parameter's; properties that only travel there (`writeOnly`) are never required.
    `messages`: what the contract's examples say at the operation's error-message pointer.
    `headers`: the names of those that it declares, in lower case.
    `says_no`: of a success, why it can say no all the same; `unclear`: what of it may tell that in words that the
    contract does not list.
    `secret`: a member of its body is marked as a secret.
    """

    status: str
    description: str
    media_types: tuple[str, ...]
    schema: Json
    shape: Shape = ANY
    messages: tuple[str, ...] = ()
    has_body: bool = False
    headers: tuple[str, ...] = ()
    says_no: str = ""
    unclear: str = ""
    secret: bool = False


@frozen
class Verification:
    """How the contract itself proves an operation's effect: `x-runbook.verify`.

    `call`: an operation's alias; `arguments`: JSON with templates over `arguments.<name>`; `holds`: an expression.
    """

    call: str
    arguments: Mapping[str, Json]
    holds: str


@frozen
class SecurityRequirement:
    """One scheme that an operation asks for, with its OAuth2 scopes."""

    scheme: str
    scopes: tuple[str, ...] = ()


@frozen
class Operation:
    """One thing a provider can be asked to do.

    `name`: its alias, else its operationId, else `METHOD path`. `security`: alternatives, each a set used together.
    `error_message`: JSON pointer to the provider's words in an error body. `unverified`: guesses, shown in every plan.
    `grace`: seconds after which a read shows what happened; None when the provider promises nothing.
    `success`: an expression over `response` that is true when a 2XX says yes; `nothing_happened`: one that is true when
    an answer proves that its request did nothing.
    """

    name: str
    operation_id: str
    method: str
    path: str
    summary: str
    effect: Effect
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[Response, ...]
    security: tuple[tuple[SecurityRequirement, ...], ...]
    error_message: str | None
    moves_money: bool = False
    verification: Verification | None = None
    idempotency_key: str | None = None
    unverified: tuple[str, ...] = ()
    grace: float | None = None
    success: str | None = None
    nothing_happened: str | None = None

    def why_no(self, response: Response) -> str:
        """Return why an answer that is declared as a success can say no; empty when it cannot.

        Of a read only the status counts: it does nothing that could be refused. An operation with `success` says it
        by that alone.
        """
        by_status = OPEN_STATUSES.get(int(response.status), "") if response.status.isdigit() else ""
        if self.effect is Effect.READ:
            return by_status
        return "" if self.success is not None else by_status or response.says_no

    @property
    def act(self) -> Act:
        """What it does, as far as its names tell."""
        aliases = [name for name in (self.operation_id, self.name) if name and " " not in name]
        return act_of(self.method.upper(), self.path, *dict.fromkeys(aliases))

    def may_tell_no(self, response: Response) -> bool:
        """Return True if only the body of such a success shows whether it says no, in words that no contract lists."""
        judged = self.effect is not Effect.READ and self.success is None
        return judged and bool(response.unclear) and not self.why_no(response)

    @property
    def grace_is_guessed(self) -> bool:
        """Whether the contract itself calls its grace a guess."""
        return any("grace" in guess.lower() for guess in self.unverified)

    def response_for(self, status: int) -> Response | None:
        """The declared answer for a status: the exact code, then its range, then `default`."""
        by_status = {response.status: response for response in self.responses}
        return by_status.get(str(status)) or by_status.get(f"{status // 100}XX") or by_status.get("default")

    @property
    def answer_headers(self) -> frozenset[str]:
        """The headers that any of its answers declares, in lower case."""
        return frozenset(name for response in self.responses for name in response.headers)

    def parameter(self, name: str, location: Location | None = None) -> Parameter | None:
        """The parameter of this name, in this location when one is given."""
        for parameter in self.parameters:
            if parameter.name == name and location in (None, parameter.location):
                return parameter
        return None


class SchemeKind(Enum):
    """How a credential travels."""

    BEARER = "bearer"
    BASIC = "basic"
    API_KEY = "api_key"
    CLIENT_CREDENTIALS = "client_credentials"


@frozen
class SecurityScheme:
    """A way to prove who is asking.

    `parameter` and `location`: where an API key travels. `token_url`: of OAuth2 client credentials.
    `prefixes`: token prefix -> the environment it belongs to; the longest matching prefix counts.
    `fields`: what `auth:` must give when it is a mapping (as `username` and `password`).
    """

    name: str
    kind: SchemeKind
    parameter: str = ""
    location: Location = Location.HEADER
    token_url: str = ""
    prefixes: Mapping[str, str] | None = None
    fields: tuple[str, ...] = ()


@frozen
class Server:
    """One place where the provider answers. `url` has its variables filled in and no trailing slash."""

    url: str
    environment: str
    production: bool
    description: str = ""


class Contract:
    """A provider's contract; an operation is built when it is first asked for."""

    def __init__(
        self,
        *,
        name: str,
        title: str,
        version: str,
        digest: str,
        adapter: str,
        servers: tuple[Server, ...],
        schemes: Mapping[str, SecurityScheme],
        builders: "Mapping[str, Callable[[], Operation]]",
        span_of: "Callable[[str], Span | None]",
    ) -> None:
        """`builders`: an operation's every name (alias, operationId) -> how to build it.

        `span_of`: an operation's name -> where the contract's text declares it.
        """
        self.name = name
        self.title = title
        self.version = version
        self.digest = digest
        self.adapter = adapter
        self.servers = servers
        self.schemes = schemes
        self._builders = builders
        self._built: dict[str, Operation] = {}
        self.span_of = span_of

    @property
    def names(self) -> tuple[str, ...]:
        """Every name an operation can be called by."""
        return tuple(self._builders)

    def operation(self, name: str) -> Operation | None:
        """The operation of that alias or operationId."""
        if name not in self._builders:
            return None
        if name not in self._built:
            self._built[name] = self._builders[name]()
        return self._built[name]

    def operations(self) -> tuple[Operation, ...]:
        """Every operation once, in the order of the document."""
        found = {id(operation): operation for name in self._builders if (operation := self.operation(name))}
        by_name = {operation.name: operation for operation in found.values()}
        return tuple(by_name.values())

    def server(self, environment: str) -> Server | None:
        """The server of an environment."""
        return next((server for server in self.servers if server.environment == environment), None)
