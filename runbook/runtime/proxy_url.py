"""Checks the URL of a proxy before anything is sent through it."""

import re
from urllib.parse import urlsplit

from runbook.deferred import pattern

_HOST = pattern(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
_USER = pattern(r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?::(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?")
_SCHEME = pattern(r"[A-Za-z][A-Za-z0-9+.-]*://.*", re.DOTALL)
_HOST_AND_PORT = pattern(r"[A-Za-z0-9_.-]+(:[0-9]+)?/?")
_IPV6 = pattern(r"[0-9A-Fa-f:.]+")


def proxy_problem(url: str) -> tuple[str, str] | None:
    """Return why `url` cannot be a proxy, and what to do; None for a URL that can be used.

    Neither text holds a part of the URL that could be a password.
    """
    if not url.isascii() or any(ord(character) <= 0x20 or ord(character) == 0x7F for character in url):
        return "the proxy's URL has blanks or characters that no URL can have", "write it without them"
    if not _SCHEME.fullmatch(url):
        written = f": http://{url}" if _HOST_AND_PORT.fullmatch(url) else ""
        return "the proxy's URL has no scheme", f"begin it with http:// or https://{written}"
    scheme = url.partition("://")[0].lower()
    if scheme.startswith("socks"):
        return f"SOCKS proxies ({scheme}://) are not supported", _INSTEAD
    if scheme not in ("http", "https"):
        return f"a proxy cannot be reached by {scheme}://", "begin its URL with http:// or https://"
    return _place_problem(url)


_INSTEAD = (
    "name an http proxy (http://HOST:PORT); for a bastion that speaks only SOCKS, run an http proxy in front of it, or "
    "forward a port of this machine to the provider (ssh -L) and name it with --server PROVIDER=URL"
)


def _place_problem(url: str) -> tuple[str, str] | None:
    """Return what is wrong behind the scheme."""
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    user, _, place = authority.rpartition("@")
    try:
        parts = urlsplit(f"http://{place}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "the proxy's host or port cannot be read", _FORM
    if port == 0 or place.endswith(":"):
        return "the proxy's port must be a number from 1 to 65535", _FORM
    if not (_IPV6.fullmatch(host) if place.startswith("[") else _is_name(host)):
        return "the proxy's URL has no host that can be looked up", _FORM
    if not _USER.fullmatch(user):
        return "the proxy's user or password has characters that a URL must not have", "percent-encode them (@ is %40)"
    if url.partition("://")[2] not in (authority, f"{authority}/"):
        return "the proxy's URL has a path, a query or a fragment", "leave everything behind the port away"
    return None


def _is_name(host: str) -> bool:
    labels = host.removesuffix(".").split(".")
    return _HOST.fullmatch(host) is not None and len(host) <= 253 and all(1 <= len(label) <= 63 for label in labels)


_FORM = "write http://HOST:PORT; the port is a number from 1 to 65535"
