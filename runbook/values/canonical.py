"""One byte sequence and one digest for one JSON value."""

from runbook.values.json import Json
from runbook.values.json_codec import write_json
from runbook.values.numbers import by_value
from runbook.values.sha import sha256


def canonical_json(value: Json) -> str:
    """Sorted keys, no white space, numbers as they were written; errors: ValueError for what JSON cannot write."""
    return write_json(value, sort_keys=True, compact=True, ascii=False)


def digest_text(text: str) -> str:
    """`sha256:` and 64 hexadecimal digits of the UTF-8 bytes of `text`."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_bytes(data: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits of `data`."""
    return "sha256:" + sha256(data).hexdigest()


def digest(value: Json) -> str:
    """The digest of what is written: independent of the order of keys, and 1.0 differs from 1."""
    return digest_text(canonical_json(value))


def digest_by_value(value: Json) -> str:
    """The digest of what is meant: the same for 1 and 1.0, for 1.1 and 1.10."""
    return digest(by_value(value))
