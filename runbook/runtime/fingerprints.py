"""Keyed fingerprints: they tell two credentials apart, and tell whoever has no key nothing, not even by guessing."""

import hmac
import os
from collections.abc import Mapping
from pathlib import Path

from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.once import write_once
from runbook.runtime.private import PrivacyError

VARIABLE = "RUNBOOK_FINGERPRINT_KEY"
"""A key that several machines share, as those of a CI system do."""
SHORTEST = 16
_LARGEST = 4096


class FingerprintKeyError(Exception):
    """There is no key. `reason`: one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Fingerprints:
    """Fingerprints under one key. `name`: tells keys apart and gives none away."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.name = self._sum("which key this is")[:16]

    def of(self, name: str, secret: str) -> str:
        """The fingerprint of a secret under the name it has in the playbook."""
        return self._sum(f"{name}\0{secret}")

    def _sum(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def fingerprints(environ: Mapping[str, str], state: Path) -> Fingerprints:
    """Under the key in the environment, else under this machine's own, made when first needed.

    Errors: FingerprintKeyError.
    """
    shared = environ.get(VARIABLE)
    if shared is not None:
        if len(shared) < SHORTEST:
            raise FingerprintKeyError(f"{VARIABLE} has fewer than {SHORTEST} characters")
        return Fingerprints(shared.encode("utf-8", "surrogatepass"))
    path = state / "fingerprint.key"
    try:
        if not path.exists():
            write_once(path, os.urandom(32))
        return Fingerprints(read_bounded(path, _LARGEST))
    except PrivacyError as error:
        raise FingerprintKeyError(str(error)) from error
    except BoundedReadError as error:
        raise FingerprintKeyError(f"{path} {error.reason}") from error
