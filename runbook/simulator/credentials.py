"""The simulator's secrets as a run asks for them."""

from collections.abc import Mapping


class UnknownSecretError(KeyError):
    """The simulator knows no secret of that name."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"the simulator has no secret {name}; it has {', '.join(known)}")
        self.name = name
        self.known = known


class SimulatorCredentials:
    """Reveals the secrets of the simulated providers, so that a run on them needs none of yours."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = secrets

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that can be revealed."""
        return tuple(self._secrets)

    def reveal(self, name: str) -> str:
        """The secret of that name. Errors: UnknownSecretError."""
        if name not in self._secrets:
            raise UnknownSecretError(name, self.names)
        return self._secrets[name]
