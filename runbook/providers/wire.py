"""A request as bytes, in the last moment before it leaves; and the check that it leaves for the right place."""

from collections.abc import Callable, Iterator
from urllib.parse import quote_plus, urlsplit

from runbook.providers.contract import Operation
from runbook.providers.media import Form, form_of
from runbook.providers.request import Request, Text
from runbook.values.json import Json
from runbook.values.json_codec import write_json
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

Reveal = Callable[[str], str]
"""The value of the secret of that name."""


def encode_body(request: Request, reveal: Reveal) -> bytes:
    """The body with its secrets revealed; empty without a body. Errors: ValueError when a part is still unknown."""
    if request.media_type is None:
        return b""
    body = revealed(request.body, reveal)
    match form_of(request.media_type):
        case Form.JSON:
            return write_json(body, compact=True, ascii=False).encode("utf-8")
        case Form.URLENCODED:
            return "&".join(_form_pairs(body)).encode("ascii")
        case Form.TEXT | Form.OTHER:
            if not isinstance(body, str):
                raise ValueError("a text body is not text")
            return body.encode("utf-8")


def revealed(value: Value, reveal: Reveal) -> Json:
    """Plain JSON with the secrets in it. Errors: ValueError when a part is still unknown."""
    match value:
        case SecretName():
            return reveal(value.name)
        case Unknown() | PartialText():
            raise ValueError("a request with unknown parts cannot be sent")
        case list():
            return [revealed(element, reveal) for element in value]
        case dict():
            return {key: revealed(element, reveal) for key, element in value.items()}
        case _:
            return value


def _form_pairs(body: Json) -> Iterator[str]:
    """`a=1`, a list as `a=1&a=2`, a mapping as `a[b]=1`; null members stay out."""
    if not isinstance(body, dict):
        raise ValueError("a form is a mapping")
    for name, value in body.items():
        if isinstance(value, list):
            yield from (_form_pair(name, element) for element in value)
        elif isinstance(value, dict):
            yield from (_form_pair(f"{name}[{key}]", element) for key, element in value.items())
        elif value is not None:
            yield _form_pair(name, value)


def _form_pair(name: str, value: Json) -> str:
    text = value if isinstance(value, str) else write_json(value)
    return f"{quote_plus(name)}={quote_plus(text)}"


def request_target(request: Request) -> str:
    """Path and query as they stand in the request line. Errors: ValueError when a part is still unknown."""
    path = urlsplit(request.server).path.rstrip("/") + _known(request.path)
    query = "&".join(f"{name}={_known(value)}" for name, value in request.query)
    return f"{path}?{query}" if query else path


def _known(text: Text) -> str:
    if not isinstance(text, str):
        raise ValueError("a request with unknown parts cannot be sent")
    return text


def final_url_problem(url: str, request: Request, operation: Operation) -> str | None:
    """Why `url`, as the HTTP client will send it, is not what the contract describes. Never shows the URL."""
    ours, sent = urlsplit(request.server), urlsplit(url)
    if (ours.scheme, ours.hostname, _port(ours.scheme, ours.port)) != (
        sent.scheme,
        sent.hostname,
        _port(sent.scheme, sent.port),
    ):
        return "the request would go to another server"
    if sent.username is not None or sent.password is not None or sent.fragment:
        return "the URL has a user name, a password or a fragment"
    target = f"{sent.path}?{sent.query}" if sent.query else sent.path
    if target != request_target(request):
        return "the client changed the path or query"
    expected = (ours.path.rstrip("/") + operation.path).count("/")
    if sent.path.count("/") != expected or any(part in (".", "..") for part in sent.path.split("/")):
        return "the path has another shape than the contract's"
    return None


def _port(scheme: str, port: int | None) -> int | None:
    return port if port is not None else {"http": 80, "https": 443}.get(scheme)
