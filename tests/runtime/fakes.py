"""Ports for tests: time that only moves when told, secrets from a mapping."""

from runbook.runtime.credentials import MissingSecretError


class FakeClock:
    def __init__(self, now: float = 1_795_000_000.0) -> None:
        self.wall = now
        self.ticks = 0.0

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        self.wall += seconds
        self.ticks += seconds


class FakeCredentials:
    def __init__(self, secrets: dict[str, str]) -> None:
        self.secrets = secrets
        self.revealed: list[str] = []

    def reveal(self, name: str) -> str:
        self.revealed.append(name)
        if name not in self.secrets:
            raise MissingSecretError(name, "nowhere")
        return self.secrets[name]
