"""The two places that secrets come from: the profile of this machine, and the simulator."""

import os
from collections.abc import Mapping
from typing import Protocol

from runbook.runtime.credentials import ProfileCredentials, SecretsFrom
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory


class Keyring(Protocol):
    """Where secrets come from."""

    def present(self, name: str) -> bool:
        """Whether the secret can probably be revealed; reads nothing and starts nothing."""

    def source(self, name: str) -> str:
        """Where the secret of that name comes from, as text for people: `env:KARMACHECK_TOKEN`."""

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: MissingSecretError."""


def profile_keyring(profile: Profile, memory: SecretMemory) -> Keyring:
    """Secrets as the profile says, else from the environment; each is told to `memory`, which masks it."""
    return ProfileCredentials(profile.secrets, SecretsFrom(os.environ, profile.base), memory.learn)


class SimulatorKeyring:
    """The simulator's own secrets, so that a run on it needs none of yours; others from `otherwise`."""

    def __init__(self, secrets: Mapping[str, str], otherwise: Keyring, memory: SecretMemory) -> None:
        self._secrets = secrets
        self._otherwise = otherwise
        self._memory = memory

    def present(self, name: str) -> bool:
        """Whether the simulator knows it, or the profile may."""
        return name in self._secrets or self._otherwise.present(name)

    def source(self, name: str) -> str:
        """Where the secret of that name comes from."""
        return "simulator" if name in self._secrets else self._otherwise.source(name)

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: MissingSecretError."""
        if name not in self._secrets:
            return self._otherwise.reveal(name)
        self._memory.learn(self._secrets[name])
        return self._secrets[name]
