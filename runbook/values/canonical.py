"""One byte sequence and one digest for one JSON value."""

import json

from runbook.values.json import Json
from runbook.values.sha import sha256


def canonical_json(value: Json) -> str:
    """Sorted keys, no white space, no NaN; errors: ValueError for a number JSON cannot write."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_text(text: str) -> str:
    """`sha256:` and 64 hexadecimal digits of the UTF-8 bytes of `text`."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(data: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits of `data`."""
    return "sha256:" + sha256(data).hexdigest()


def digest(value: Json) -> str:
    """The digest of a JSON value, independent of the order of its keys."""
    return digest_text(canonical_json(value))
