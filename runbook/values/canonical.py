"""One byte sequence and one digest for one JSON value."""

import hashlib
import json

from runbook.values.json import Json


def canonical_json(value: Json) -> str:
    """Sorted keys, no white space, no NaN; errors: ValueError for a number JSON cannot write."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_text(text: str) -> str:
    """`sha256:` and 64 hexadecimal digits of the UTF-8 bytes of `text`."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest(value: Json) -> str:
    """The digest of a JSON value, independent of the order of its keys."""
    return digest_text(canonical_json(value))
