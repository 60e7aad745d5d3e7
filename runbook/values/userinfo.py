"""A user and a password inside a URL, taken out of texts that people or files get to see."""

from urllib.parse import unquote, urlsplit

from runbook.deferred import pattern

MASK = "***"

_USERINFO = pattern(r"(?<=://)[^\s/?#\"'<>\\]*@")


def without_userinfo(text: str) -> str:
    """Return `text` with the user and the password of each URL in it masked: `http://***@proxy:3128`."""
    return _USERINFO.sub(f"{MASK}@", text) if "@" in text else text


def blotted_userinfo(text: str) -> str:
    """Return the same at the length that it had, for a line that is marked in columns."""
    return _USERINFO.sub(lambda found: f"{'*' * (len(found[0]) - 1)}@", text) if "@" in text else text


def has_userinfo(url: str) -> bool:
    """Return whether a URL names a user, a password, or an empty one of either."""
    return _USERINFO.search(url) is not None


def password_of(url: str) -> str:
    """Return the password in a URL, percent-decoded; empty when there is none or the URL cannot be read."""
    try:
        return unquote(urlsplit(url).password or "")
    except ValueError:
        return ""
