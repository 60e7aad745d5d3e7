"""The simulator's secrets as a run asks for them."""

from collections.abc import Mapping

from runbook.runtime.credentials import MissingSecretError


class SimulatorCredentials:
    """Reveals the secrets of the simulated providers, so that a run on them needs none of yours."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = secrets

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that can be revealed."""
        return tuple(self._secrets)

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: MissingSecretError."""
        if name not in self._secrets:
            raise MissingSecretError(name, f"the simulator has only {', '.join(self.names)}")
        return self._secrets[name]
