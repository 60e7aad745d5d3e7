"""What a playbook says of approval: who must have agreed before anything is sent."""

from runbook.diagnostics.source import Span
from runbook.frozen import frozen


@frozen
class Approval:
    """`approvers`: how many, the requester not among them. `signers`: a file of allowed signers (ssh-keygen(1)).

    `environments`: where approval is needed; empty: wherever it is production. `span`: of the path.
    """

    approvers: int
    signers: str
    environments: tuple[str, ...]
    span: Span

    def is_needed(self, environment: str, *, production: bool) -> bool:
        """Whether a run there must have been approved."""
        return environment in self.environments if self.environments else production
