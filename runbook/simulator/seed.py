"""A row of the table of seeded ids."""

from runbook.frozen import frozen
from runbook.values.json import Json


@frozen
class Seed:
    """One id, and what happens to a cancel of it. `inputs`: further inputs of the shipped playbook."""

    provider: str
    id: str
    title: str
    happens: str
    inputs: tuple[tuple[str, str], ...] = ()

    def described(self) -> dict[str, Json]:
        """The seed as JSON."""
        return {
            "provider": self.provider,
            "id": self.id,
            "title": self.title,
            "happens": self.happens,
            "inputs": dict(self.inputs),
        }
