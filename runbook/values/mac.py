"""HMAC with SHA-256 (RFC 2104) without loading OpenSSL, which takes half as long as the interpreter takes to start."""

from runbook.values.sha import sha256

_BLOCK = 64
"""Bytes of a block of SHA-256."""


def hmac_sha256(key: bytes, data: bytes) -> bytes:
    """Return the 32 bytes that prove `data` to who knows `key`."""
    short = key if len(key) <= _BLOCK else sha256(key).digest()
    inner, outer = (bytes(one ^ pad for one in short.ljust(_BLOCK, b"\0")) for pad in (0x36, 0x5C))
    return sha256(outer + sha256(inner + data).digest()).digest()
