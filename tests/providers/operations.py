"""Operations, answers and adapters for tests of requests and answers."""

from collections.abc import Mapping, Sequence

from runbook.providers.answer import RawResponse
from runbook.providers.contract import Body, Effect, Location, Operation, Parameter, Response, Server
from runbook.providers.request import Request
from runbook.providers.requests import Problem, build_request
from runbook.providers.shapes import shape_of
from runbook.values.json import Json
from runbook.values.unknown import Value

SERVER = "https://api.test.example"
SANDBOX = Server(SERVER, "sandbox", production=False)
PRODUCTION = Server(SERVER, "prod", production=True)

STYLES = {Location.QUERY: "form", Location.COOKIE: "form", Location.PATH: "simple", Location.HEADER: "simple"}


def parameter(
    name: str,
    location: Location = Location.PATH,
    schema: Json = None,
    *,
    required: bool | None = None,
    style: str | None = None,
    explode: bool | None = None,
    default: Json = None,
) -> Parameter:
    """A parameter with OpenAPI's defaults; text unless `schema` says otherwise."""
    known: Json = {"type": "string"} if schema is None else schema
    style = style or STYLES[location]
    return Parameter(
        name=name,
        location=location,
        required=location is Location.PATH if required is None else required,
        schema=known,
        shape=shape_of(known, known),
        style=style,
        explode=style == "form" if explode is None else explode,
        default=default,
    )


def body(
    schema: Json, *, required: bool = False, media_type: str = "application/json", secrets: Sequence[str] = ()
) -> Body:
    return Body(media_type, required, schema, shape_of(schema, schema), frozenset(secrets))


def response(
    status: str, schema: Json = None, *, media_types: Sequence[str] = (), messages: Sequence[str] = ()
) -> Response:
    medias = tuple(media_types) or (("application/json",) if schema is not None else ())
    return Response(status, "", medias, schema, messages=tuple(messages), has_body=bool(medias))


def operation(
    path: str = "/things/{id}/cancel",
    *,
    method: str = "POST",
    parameters: Sequence[Parameter] = (),
    body: Body | None = None,
    responses: Sequence[Response] = (),
    effect: Effect = Effect.IRREVERSIBLE,
    error_message: str | None = "/message",
    idempotency_key: str | None = None,
    name: str = "cancel_thing",
) -> Operation:
    return Operation(
        name=name,
        operation_id=name,
        method=method,
        path=path,
        summary="",
        effect=effect,
        parameters=tuple(parameters),
        body=body,
        responses=tuple(responses),
        security=(),
        error_message=error_message,
        idempotency_key=idempotency_key,
    )


def built(operation: Operation, arguments: Mapping[str, Value]) -> Request:
    request = build_request("test", operation, SERVER, arguments, ())
    assert isinstance(request, Request), request
    return request


def refused(operation: Operation, arguments: Mapping[str, Value]) -> list[Problem]:
    problems = build_request("test", operation, SERVER, arguments, ())
    assert isinstance(problems, list), problems
    assert problems
    return problems


def raw(
    status: int = 200, body: bytes = b"", *headers: tuple[str, str], media: str = "application/json"
) -> RawResponse:
    """A response; JSON by its header unless `media` is empty."""
    content = (("content-type", media),) if media else ()
    return RawResponse(status, (*content, *headers), body)
