"""Where a request goes, exactly: scheme, host, port and the bytes of the target, built by us and compared with httpx's.

httpx resolves dot segments and re-encodes what it likes, so a URL is accepted only when it comes out of httpx as it
went in (THREATS 2.8).
"""

from urllib.parse import urlsplit

import httpx

from runbook.frozen import frozen
from runbook.runtime.addresses import is_loopback

DEFAULT_PORTS = {"http": 80, "https": 443}


class EndpointError(Exception):
    """A request must not go there. `reason`: one sentence without the path or the query."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen
class Endpoint:
    """A server: scheme, host and port."""

    scheme: str
    host: str
    port: int

    @property
    def tls(self) -> bool:
        """Whether it is spoken to under TLS."""
        return self.scheme == "https"

    @property
    def loopback(self) -> bool:
        """Whether it is this machine."""
        return is_loopback(self.host)

    @property
    def authority(self) -> str:
        """`host:port`, the port only when it is not the scheme's own; as in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def endpoint(server: str) -> Endpoint:
    """The server of a base URL; errors: EndpointError for one that credentials must not be sent to."""
    try:
        parts = urlsplit(server)
        port = parts.port
    except ValueError:
        raise EndpointError("the server's URL cannot be read") from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise EndpointError("the server's URL must begin with https:// and a host")
    if parts.username is not None or parts.query or parts.fragment or "?" in server or "#" in server:
        raise EndpointError("the server's URL must be a scheme, a host, a port and a path only")
    if port == 0:
        raise EndpointError("the server has no port yet: the simulator was not started")
    found = Endpoint(parts.scheme, parts.hostname, port or DEFAULT_PORTS[parts.scheme])
    if not found.tls and not found.loopback:
        raise EndpointError(f"plain http is only for this machine, not for {found.authority}")
    return found


def url_of(place: Endpoint, target: str) -> httpx.URL:
    """The URL of `target` (path and query, percent-encoded) at a server; errors: EndpointError when httpx alters it."""
    try:
        raw = target.encode("ascii")
        url = httpx.URL(scheme=place.scheme, host=place.host, port=place.port, raw_path=raw)
    except (httpx.InvalidURL, UnicodeEncodeError):
        raise EndpointError("the request's path or query is not percent-encoded text") from None
    same = (url.scheme, url.host, url.port or DEFAULT_PORTS[url.scheme]) == (place.scheme, place.host, place.port)
    if not target.startswith("/") or target.startswith("//") or not same or url.raw_path != raw or url.fragment:
        raise EndpointError("the request's path would not arrive as it was built")
    return url
