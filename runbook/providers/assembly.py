"""Operations from their normal form, built when they are first asked for."""

from collections.abc import Callable
from functools import cache

from runbook.providers.contract import (
    Body,
    Effect,
    Location,
    Operation,
    Parameter,
    Response,
    SchemeKind,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Verification,
)
from runbook.providers.dialect import Direction
from runbook.providers.record import Record, names_of
from runbook.providers.schemas import Schemas
from runbook.providers.shapes import Shapes
from runbook.values.json import Json, Pointer
from runbook.values.shape import ANY, Shape, holds_secret


class Assembly:
    """Builds the operations of one contract; definitions that they share are read once.

    `root`: what the schemas' references lead into. `loose_refs`: see Schemas.
    """

    def __init__(self, root: Json, *, loose_refs: bool) -> None:
        self._sent = _Typing(Schemas(root, Direction.REQUEST, loose_refs=loose_refs))
        self._received = _Typing(Schemas(root, Direction.RESPONSE, loose_refs=loose_refs), conceals=True)

    def builder(self, record: Record) -> Callable[[], Operation]:
        """How to build the operation of a record; builds it once, whatever name it is called by."""
        return cache(lambda: self._operation(record))

    def _operation(self, record: Record) -> Operation:
        body, verify = record.record("body"), record.record("verify")
        return Operation(
            name=names_of(record)[0],
            operation_id=record.text("operationId"),
            method=record.text("method"),
            path=record.text("path"),
            summary=record.text("summary"),
            effect=Effect(record.text("effect")),
            parameters=tuple(self._parameter(one) for one in record.records("parameters")),
            body=self._body(body) if body else None,
            responses=tuple(self._response(one) for one in record.records("responses")),
            security=tuple(_requirements(one) for one in record.records("security")),
            error_message=record.optional("error_message"),
            moves_money=record.flag("moves_money"),
            verification=_verification(verify) if verify else None,
            idempotency_key=record.optional("idempotency_key"),
            unverified=record.texts("unverified"),
            grace=None if record.at("grace") is None else record.number("grace"),
            success=record.optional("success"),
            nothing_happened=record.optional("nothing_happened"),
        )

    def _parameter(self, record: Record) -> Parameter:
        schema, shape = self._sent.of(record.at("schema"))
        return Parameter(
            name=record.text("name"),
            location=Location(record.text("in")),
            required=record.flag("required"),
            schema=schema,
            shape=shape,
            style=record.text("style"),
            explode=record.flag("explode"),
            description=record.text("description"),
            default=record.at("default"),
        )

    def _body(self, record: Record) -> Body:
        schema, shape = self._sent.of(record.at("schema"))
        return Body(
            media_type=record.text("media_type"),
            required=record.flag("required"),
            schema=schema,
            shape=shape,
            secrets=frozenset(record.texts("secrets")),
        )

    def _response(self, record: Record) -> Response:
        has_json = record.flag("has_json")
        schema, shape = self._received.of(record.at("schema")) if has_json else (None, ANY)
        return Response(
            status=record.text("status"),
            description=record.text("description"),
            media_types=record.texts("media_types"),
            schema=schema,
            shape=shape,
            messages=record.texts("messages"),
            has_body=bool(record.texts("media_types")),
            headers=record.texts("headers"),
            says_no=record.text("says_no"),
            unclear=record.text("unclear"),
            secret=self._received.holds_secret(shape),
        )


class _Typing:
    """Schemas that travel one way, with their shapes."""

    def __init__(self, schemas: Schemas, *, conceals: bool = False) -> None:
        self._schemas = schemas
        self._shapes = Shapes(schemas.definition, conceals=conceals)
        self._secret: dict[int, tuple[Shape, bool]] = {}

    def of(self, schema: Json) -> tuple[Json, Shape]:
        """The self-contained form of a schema and its shape; no schema allows everything."""
        contained = self._schemas.contained({} if schema is None else schema)
        return contained, self._shapes.of(contained)

    def holds_secret(self, shape: Shape) -> bool:
        """Whether a value of this shape may have a secret in it; what was found is kept with its shape."""
        return holds_secret(shape, self._secret)


def span_pointer(record: Record) -> Pointer:
    """Where the OpenAPI document declares an operation."""
    return ("paths", record.text("path"), record.text("method").lower())


def server_from(record: Record) -> Server:
    """A server."""
    environment, description = record.text("environment"), record.text("description")
    return Server(record.text("url"), environment, record.flag("production"), description)


def scheme_from(name: str, record: Record) -> SecurityScheme:
    """A security scheme."""
    prefixes = record.at("prefixes")
    return SecurityScheme(
        name=name,
        kind=SchemeKind(record.text("kind")),
        parameter=record.text("parameter"),
        location=Location(record.text("location")),
        token_url=record.text("token_url"),
        prefixes={key: str(value) for key, value in prefixes.items()} if isinstance(prefixes, dict) else None,
        fields=record.texts("fields"),
    )


def _requirements(record: Record) -> tuple[SecurityRequirement, ...]:
    alternative = record.data if isinstance(record.data, dict) else {}
    return tuple(SecurityRequirement(scheme, record.texts(scheme)) for scheme in alternative)


def _verification(record: Record) -> Verification:
    arguments = record.at("with")
    return Verification(record.text("call"), arguments if isinstance(arguments, dict) else {}, record.text("holds"))
