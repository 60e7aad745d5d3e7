"""Ed25519, from the optional library `cryptography` (extra `signatures`)."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from runbook.deferred import deferred

if TYPE_CHECKING:
    from cryptography import exceptions
    from cryptography.hazmat.primitives.asymmetric import ed25519
else:
    exceptions = deferred("cryptography.exceptions")
    ed25519 = deferred("cryptography.hazmat.primitives.asymmetric.ed25519")


class SignatureCheck(Protocol):
    """Something that can check signatures, or says that it cannot."""

    @property
    def available(self) -> bool:
        """Whether it can check at all."""

    def holds(self, key: bytes, signature: bytes, message: bytes) -> bool:
        """Whether `signature` is that of `message` under the public key; only when available."""


class Ed25519:
    """The real check."""

    @property
    def available(self) -> bool:
        """Whether the library is installed."""
        return find_spec("cryptography") is not None

    def holds(self, key: bytes, signature: bytes, message: bytes) -> bool:
        """Whether the signature is right; a key or signature of the wrong length is not."""
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except (exceptions.InvalidSignature, ValueError):
            return False
        return True
