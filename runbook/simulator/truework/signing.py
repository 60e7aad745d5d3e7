"""Truework's signatures (PROVIDERS.md 3.1), made with a key that is public on purpose."""

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.simulator.exchange import Response
from runbook.simulator.identities import TRUEWORK_KEY_ID
from runbook.simulator.stamps import http_date

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric import ed25519
else:
    ed25519 = deferred("cryptography.hazmat.primitives.asymmetric.ed25519")

_SEED = hashlib.sha256(b"runbook simulator: this key is public on purpose").digest()


def sign(response: Response, at: float) -> Response:
    """The answer with Date and X-Truework-Signature; unsigned where the library is not installed."""
    date = http_date(at)
    signature = _signature(f"date: {date}\ncontent-length: {len(response.body)}\n".encode() + response.body)
    if signature is None:
        return response
    text = f'keyId="{TRUEWORK_KEY_ID}", headers="date content-length", signature="{signature}"'
    return Response(response.status, response.body, (*response.headers, ("date", date), ("x-truework-signature", text)))


def _signature(message: bytes) -> str | None:
    key = _private_key()
    return None if key is None else base64.b64encode(key.sign(message)).decode()


@cache
def _private_key() -> "ed25519.Ed25519PrivateKey | None":
    try:
        return ed25519.Ed25519PrivateKey.from_private_bytes(_SEED)
    except ImportError:
        return None
