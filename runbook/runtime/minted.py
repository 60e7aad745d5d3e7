"""Secrets that providers answered: known to this process only, never written down."""

import threading
from collections.abc import Mapping

from runbook.runtime.credentials import Learn, MissingSecretError
from runbook.runtime.ports import Credentials

FORGOTTEN = (
    "a provider answered it to a process that has ended, and it is written nowhere; "
    "start the playbook anew, or finish by hand"
)


class MintedSecrets:
    """What providers answered as secrets, by name, before what `credentials` has. `learn`: masks each from then on."""

    def __init__(self, credentials: Credentials, learn: Learn) -> None:
        self._credentials = credentials
        self._learn = learn
        self._known: dict[str, str] = {}
        self._lock = threading.Lock()

    def keep(self, secrets: Mapping[str, str]) -> None:
        """Remember them by name, until the process ends."""
        with self._lock:
            for name, secret in secrets.items():
                self._learn(secret)
                self._known[name] = secret

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: MissingSecretError."""
        if "/" not in name:
            return self._credentials.reveal(name)
        with self._lock:
            if name not in self._known:
                raise MissingSecretError(name, FORGOTTEN)
            return self._known[name]
