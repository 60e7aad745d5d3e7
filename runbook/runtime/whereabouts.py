"""Where the effects of a run happen, as far as other runs can meet them there."""

from collections.abc import Mapping

from runbook.frozen import field, frozen
from runbook.interpreter.standing import effect_key
from runbook.providers.request import Request
from runbook.values.canonical import digest
from runbook.values.json import Json


@frozen
class Whereabouts:
    """Where effects happen. `servers`: provider -> its URL, for those that the environment does not tell apart.

    `passing`: providers whose world ends with this run.
    """

    environment: str
    servers: Mapping[str, str] = field(default_factory=dict)
    passing: frozenset[str] = frozenset()

    def key(self, request: Request, run: str) -> str:
        """The effect of a request, equal for every run that asks for it in the same place."""
        described = request.described()
        return self.key_of(described if isinstance(described, dict) else {}, run)

    def key_of(self, described: Mapping[str, Json], run: str) -> str:
        """The same of a request as it was recorded."""
        server = self.servers.get(str(described.get("provider", "")), "")
        return digest([self.environment, server, effect_key(described, run)])
