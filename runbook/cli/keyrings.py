"""The two places that secrets come from: the profile of this machine, and the simulator's made-up credentials."""

import os
from typing import Protocol

from runbook.runtime.credentials import ProfileCredentials, SecretsFrom
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.credentials import MadeUpCredentials


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
    """Made-up credentials for every name: neither the profile nor the environment is ever read."""

    def __init__(self, credentials: MadeUpCredentials, memory: SecretMemory) -> None:
        self._credentials = credentials
        self._memory = memory

    def present(self, name: str) -> bool:
        """Always: every name has one."""
        del name
        return True

    def source(self, name: str) -> str:
        """The simulator, whatever the name."""
        del name
        return "simulator"

    def reveal(self, name: str) -> str:
        """The credential of that name."""
        made_up = self._credentials.reveal(name)
        self._memory.learn(made_up)
        return made_up
