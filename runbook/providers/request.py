"""A request as data: complete, except for what only a run can supply and for secrets."""

from collections.abc import Mapping

from runbook.by_identity import by_identity
from runbook.frozen import frozen
from runbook.providers.contract import Effect
from runbook.values.canonical import digest
from runbook.values.json import Json
from runbook.values.unknown import PartialText, Unknown, Value, encode_value

Text = str | Unknown | PartialText
"""A piece of text that may be known only in part."""


@frozen
class Credential:
    """Which secrets prove who is asking, by name: `scheme` -> field -> name of a secret.

    A scheme with one secret has it under the field `value`.
    """

    scheme: str
    fields: Mapping[str, str]


@frozen
class Request:
    """One request to one operation.

    `server`: base URL; a port of 0 means "chosen when the simulator starts". `path`: percent-encoded, begins with `/`.
    `query`: encoded name=value pairs in order. `headers`: lower-case names. `body`: before encoding to `media_type`.
    `numbers`: the names in `query` that the contract declares as numbers: 1 and 1.0 are the same there.
    """

    provider: str
    operation: str
    effect: Effect
    method: str
    server: str
    path: Text
    query: tuple[tuple[str, Text], ...] = ()
    headers: tuple[tuple[str, Text], ...] = ()
    media_type: str | None = None
    body: Value = None
    credentials: tuple[Credential, ...] = ()
    numbers: tuple[str, ...] = ()

    def described(self) -> Json:
        """The whole request as JSON, secrets by name, unknown parts by origin; never to be changed."""
        return _described(self)

    @property
    def digest(self) -> str:
        """The digest of everything that is sent, secrets by name."""
        return digest(self.described())


def _describe(request: Request) -> Json:
    return {
        "provider": request.provider,
        "operation": request.operation,
        "effect": request.effect.value,
        "method": request.method,
        "server": request.server,
        "path": encode_value(request.path),
        "query": [[name, encode_value(value)] for name, value in request.query],
        "headers": [[name, encode_value(value)] for name, value in request.headers],
        "media_type": request.media_type,
        "body": encode_value(request.body),
        "credentials": {one.scheme: dict(one.fields) for one in request.credentials},
        **({"numbers": list(request.numbers)} if request.numbers else {}),
    }


_described = by_identity(_describe, most=16)
"""What is sent next is described several times: for its effect, for the plan, for the journal. Bodies may be large."""
