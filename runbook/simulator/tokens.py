"""JSON Web Tokens of the simulated providers, signed with a key that is no secret: any process can make them."""

import base64
from collections.abc import Mapping

from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.json_codec import read_json
from runbook.values.mac import hmac_sha256

_KEY = b"runbook simulator: this key is public on purpose"


def sign_token(claims: Mapping[str, Json]) -> str:
    """A JWT (HS256) with these claims."""
    signed = ".".join((_encode(canonical_json({"alg": "HS256", "typ": "JWT"})), _encode(canonical_json(dict(claims)))))
    return f"{signed}.{_signature(signed)}"


def read_token(token: str) -> Mapping[str, Json] | None:
    """The claims of a token that a simulator signed; None for any other text."""
    signed, _, signature = token.rpartition(".")
    if signature != _signature(signed):
        return None
    payload = signed.partition(".")[2]
    claims = read_json(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims if isinstance(claims, dict) else None


def _encode(text: str) -> str:
    return _unpadded(text.encode())


def _signature(signed: str) -> str:
    return _unpadded(hmac_sha256(_KEY, signed.encode("utf-8", "replace")))


def _unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
