"""A request as it was recorded, ready to be read: headers with secrets by name, the body as it left."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias
from urllib.parse import unquote_plus

from runbook.providers.contract import Effect, SecurityScheme
from runbook.providers.request import Credential, Request
from runbook.providers.wire import encode_body
from runbook.reporting.request_text import credential_text
from runbook.values.json import Json
from runbook.values.json_codec import write_json
from runbook.values.unknown import SecretName, Value

_SECRET = "$secret"

Schemes: TypeAlias = Mapping[str, Mapping[str, SecurityScheme]]
"""Contract -> the name of a scheme -> the scheme."""


def sent_headers(request: Json, schemes: Schemes) -> list[tuple[str, str]]:
    """Name and value of each header of a recorded request, those that prove who is asking first."""
    if not isinstance(request, dict):
        return []
    cookies = [("cookie", f"{name}={value}") for name, value in _proofs(request, schemes, "cookie ")]
    media_type = request.get("media_type")
    typed = [("content-type", media_type)] if isinstance(media_type, str) else []
    return [*_proofs(request, schemes, ""), *cookies, *sent_pairs(request.get("headers")), *typed]


def sent_query(request: Json, schemes: Schemes) -> list[tuple[str, str]]:
    """The query as names and values, decoded, with what proves in it who is asking."""
    if not isinstance(request, dict):
        return []
    pairs = [(unquote_plus(name), unquote_plus(value)) for name, value in sent_pairs(request.get("query"))]
    return [*pairs, *_proofs(request, schemes, "query ")]


def _proofs(request: Mapping[str, Json], schemes: Schemes, where: str) -> list[tuple[str, str]]:
    """The credentials of a request that travel in headers, or `where` their words say."""
    known = schemes.get(_text(request.get("provider")), {})
    texts = [credential_text(one, known.get(one.scheme)) for one in _credentials(request.get("credentials"))]
    pairs = [
        (name.removeprefix(where), value)
        for name, _, value in (text.partition(": ") for text in texts)
        if name.startswith(where)
    ]
    return [(name, value) for name, value in pairs if " " not in name]


def sent_pairs(pairs: Json) -> list[tuple[str, str]]:
    """The recorded name=value pairs of a query, or the headers."""
    listed = pairs if isinstance(pairs, list) else []
    return [(_text(pair[0]), value_text(pair[1])) for pair in listed if isinstance(pair, list) and len(pair) == 2]


def sent_body(request: Json) -> str | None:
    """The body as it left, secrets by name; None without one."""
    if not isinstance(request, dict) or not isinstance(request.get("media_type"), str):
        return None
    media_type, body = _text(request.get("media_type")), request.get("body")
    sent = Request("", "", Effect.READ, "", "", "", media_type=media_type, body=_revealable(body))
    try:
        return encode_body(sent, lambda name: f"<secrets.{name}>").decode("utf-8", "replace")
    except ValueError:
        return value_text(body)


def _revealable(value: Json) -> Value:
    """A recorded value with secrets as secrets again."""
    match value:
        case {"$secret": str() as name}:
            return SecretName(name)
        case dict():
            return {key: _revealable(one) for key, one in value.items()}
        case list():
            return [_revealable(one) for one in value]
        case _:
            return value


def has_secrets(value: Json) -> bool:
    """Whether a part of a recorded value stands for a secret."""
    match value:
        case dict():
            return _SECRET in value or any(has_secrets(one) for one in value.values())
        case list():
            return any(has_secrets(one) for one in value)
        case _:
            return False


def named(value: Json) -> Json:
    """A recorded value with `<secrets.NAME>` where a secret was."""
    match value:
        case {"$secret": str() as name}:
            return f"<secrets.{name}>"
        case dict():
            return {key: named(one) for key, one in value.items()}
        case list():
            return [named(one) for one in value]
        case _:
            return value


def value_text(value: Json) -> str:
    """A value as text: text as it is, other things as JSON."""
    shown = named(value)
    return shown if isinstance(shown, str) else write_json(shown, ascii=False)


def _credentials(recorded: Json) -> Iterator[Credential]:
    for scheme, fields in recorded.items() if isinstance(recorded, dict) else ():
        if isinstance(fields, dict):
            yield Credential(scheme, {name: _text(secret) for name, secret in fields.items()})


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
