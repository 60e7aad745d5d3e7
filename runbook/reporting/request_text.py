"""A request as people read it: method, URL, headers with secrets by name, body; what is not known yet in angles."""

from collections.abc import Mapping

from runbook.providers.contract import Location, SchemeKind, SecurityScheme
from runbook.providers.hosts import origin_text
from runbook.providers.request import Credential, Request, Text
from runbook.values.canonical import canonical_json
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from runbook.values.userinfo import without_userinfo

_SIMULATOR_PORT = ":0"


def text_of(text: Text) -> str:
    """A piece of a request; an unknown part stands as `<steps.find.response.body.id>`."""
    match text:
        case Unknown():
            return f"<{text.origin}>"
        case PartialText():
            return "".join(text_of(part) for part in text.parts)
        case _:
            return text


def server_text(url: str) -> str:
    """A base URL; the port that is chosen when the simulator starts shows as an ellipsis."""
    shown = url.removesuffix(_SIMULATOR_PORT) + ":…" if url.endswith(_SIMULATOR_PORT) else url
    return without_userinfo(shown)


def where_text(environment: str, servers: Mapping[str, str]) -> str:
    """The environment and every host in it: `prod at https://api.orders.example`. `servers`: contract -> base URL."""
    hosts = ", ".join(dict.fromkeys(origin_text(url) for url in servers.values()))
    return f"{environment} at {hosts}" if hosts else environment


def url_text(request: Request) -> str:
    """The whole URL."""
    query = "&".join(f"{name}={text_of(value)}" for name, value in request.query)
    return server_text(request.server) + text_of(request.path) + (f"?{query}" if query else "")


def header_texts(request: Request, schemes: Mapping[str, SecurityScheme]) -> list[str]:
    """`name: value` for each header that is sent, secrets by name, those that prove who is asking first."""
    proofs = [credential_text(credential, schemes.get(credential.scheme)) for credential in request.credentials]
    return proofs + [f"{name}: {text_of(value)}" for name, value in request.headers]


def credential_text(credential: Credential, scheme: SecurityScheme | None) -> str:
    """Where the secrets of a credential travel: `authorization: Bearer <secrets.TOKEN>`."""
    secrets = [f"secrets.{name}" for name in credential.fields.values()]
    joined = ", ".join(secrets)
    match scheme:
        case SecurityScheme(kind=SchemeKind.BEARER):
            token = f"<{joined}>" if len(secrets) == 1 else f"<a token minted from {joined}>"
            return f"authorization: Bearer {token}"
        case SecurityScheme(kind=SchemeKind.BASIC):
            return f"authorization: Basic <{':'.join(secrets)}>"
        case SecurityScheme(kind=SchemeKind.CLIENT_CREDENTIALS, token_url=url):
            return f"authorization: Bearer <a token from {without_userinfo(url)} for {joined}>"
        case SecurityScheme(kind=SchemeKind.API_KEY, location=Location.HEADER, parameter=name):
            return f"{name.lower()}: <{joined}>"
        case SecurityScheme(kind=SchemeKind.API_KEY, location=location, parameter=name):
            return f"{location.value} {name}: <{joined}>"
        case _:
            return f"{credential.scheme}: <{joined}>"


def value_text(value: Value) -> str:
    """JSON on one line, what is unknown or secret in angles: `{"id": <steps.find.id>}`."""
    match value:
        case Unknown():
            return f"<{value.origin}>"
        case SecretName():
            return f"<secrets.{value.name}>"
        case PartialText():
            return f'"{text_of(value)}"'
        case list():
            return "[" + ", ".join(value_text(element) for element in value) + "]"
        case dict():
            return "{" + ", ".join(f'"{key}": {value_text(element)}' for key, element in value.items()) + "}"
        case _:
            return canonical_json(value)
