"""What passes between a provider's server and its state machine."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from runbook.frozen import field, frozen
from runbook.values.canonical import canonical_json
from runbook.values.json import Json

S = TypeVar("S")
"""The state of one provider."""


@frozen
class Received:
    """A whole request as it came over the wire.

    `target`: path and query, still encoded. `headers`: lower-case names, in order. `at`: seconds since the epoch.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: float

    @property
    def path(self) -> str:
        """The target without its query, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What stands after the question mark."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> str | None:
        """The first header of that lower-case name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def bearer(self) -> str | None:
        """The token of `Authorization: Bearer`, if there is one."""
        scheme, _, token = (self.header("authorization") or "").partition(" ")
        return token if scheme.lower() == "bearer" and token else None


@frozen
class Call:
    """A request that found its operation, was proved to come from `subject`, and keeps the contract."""

    arguments: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    accept: str | None
    subject: str
    at: float


@frozen
class Response:
    """What the provider answers. `headers` come besides date and content-length."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@frozen
class Reaction(Generic[S]):
    """The state after a call, the answer to it, and whether the world has changed."""

    state: S
    response: Response
    applied: bool = False


@frozen
class Problem:
    """Why a request was refused before any rule of business was asked."""

    status: int
    texts: tuple[str, ...] = field(default=())


def json_response(status: int, body: Json, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """An answer with a JSON body."""
    return Response(
        status, canonical_json(body).encode(), (("content-type", "application/json; charset=utf-8"), *headers)
    )


def text_response(status: int, text: str) -> Response:
    """An answer in plain text."""
    return Response(status, text.encode(), (("content-type", "text/plain; charset=utf-8"),))
