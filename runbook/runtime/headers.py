"""Header lines: what may be sent, and how much of what comes back is kept."""

from collections.abc import Iterable

from runbook.deferred import pattern
from runbook.providers.answer import RawResponse

OURS = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect", "keep-alive"}
    | {"proxy-authorization", "proxy-connection"}
)
"""Lines that frame a message: only the transport writes them."""

NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})
"""A session of the provider's: nothing here uses it, and nobody should find it in a journal (THREATS R39)."""

MOST_LINES = 256
MOST_CHARACTERS = 64 << 10

_NAME = pattern(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_VALUE = pattern(r"[\x21-\x7e\xa1-\xff]([\x20-\x7e\xa0-\xff\t]*[\x21-\x7e\xa1-\xff])?\Z")


def header_problem(name: str, value: str) -> str | None:
    """Why this line must not be sent; never quotes the value, which may be a secret."""
    if not _NAME.match(name):
        return "a header's name has characters that HTTP does not allow"
    if name.lower() in OURS:
        return f"the header {name} frames the message and cannot be set"
    if name.lower() == "accept-encoding" and value != "identity":
        return "no encoding but identity may be asked for"
    if value and not _VALUE.match(value):
        return f"the value of the header {name} {_value_problem(value)}"
    return None


def _value_problem(value: str) -> str:
    """What is wrong with a value that cannot stand in a header line, without saying any of it."""
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in value):
        return "has a line break or another control character in it"
    return "begins or ends with a space, or has characters outside Latin-1"


def duplicate(names: Iterable[str]) -> str | None:
    """A header that would be sent twice."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            return name.lower()
        seen.add(name.lower())
    return None


def received(raw: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...] | None:
    """The header lines of an answer, lower-case names; None when there are too many to be an honest answer."""
    if len(raw) > MOST_LINES or sum(len(name) + len(value) for name, value in raw) > MOST_CHARACTERS:
        return None
    lines = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in raw)
    return tuple(line for line in lines if line[0] not in NOT_KEPT)


def is_encoded(response: RawResponse) -> bool:
    """Whether the body came in an encoding nobody asked for: 10 kB of gzip can be a gigabyte (THREATS 2.3)."""
    encodings = [value.strip().lower() for name, value in response.headers if name == "content-encoding"]
    return any(encoding not in ("", "identity") for encoding in encodings)
