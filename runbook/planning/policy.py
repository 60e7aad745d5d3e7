"""What a playbook demands before anything is sent."""

from runbook.frozen import frozen


@frozen
class Policy:
    """What a playbook says of approval. `playbook`: its name; `signers`: the path of its allowed signers from there."""

    playbook: str
    approvers: int
    signers: str
