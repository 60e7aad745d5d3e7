"""SHA-256 without loading OpenSSL, which takes half as long as the interpreter itself takes to start."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

__all__ = ["sha256"]


class Sum(Protocol):
    """A digest of all bytes so far."""

    def digest(self) -> bytes:
        """32 bytes."""

    def hexdigest(self) -> str:
        """64 hexadecimal digits."""


sha256: Callable[[bytes], Sum]

if TYPE_CHECKING:
    from hashlib import sha256 as sha256
else:
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:  # an interpreter that is built without its own
        from hashlib import sha256
