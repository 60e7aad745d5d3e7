"""A call's site, and how its effect is read back."""

from collections.abc import Mapping
from enum import Enum

from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.language.template import Condition, Templated
from runbook.providers.contract import Operation


@frozen
class CallSite:
    """One operation with its arguments. `provider`: the playbook's name for it; `timeout`: seconds for each attempt.

    `headers`: those of an answer, in lower case, that the contract declares or the playbook reads. `secrets`: names of
    those that stand in members of the body. `success`, `nothing_happened`: the contract's own, over `response`.
    """

    provider: str
    operation: Operation
    arguments: Mapping[str, Templated]
    span: Span
    timeout: float = 30.0
    headers: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    success: Condition | None = None
    nothing_happened: Condition | None = None


class IfNot(Enum):
    """What follows when a read proves that the effect did not happen."""

    IN_DOUBT = "in_doubt"
    RESEND = "resend"
    ASK = "ask"
    STOP = "stop"


@frozen
class Verify:
    """How an effect is proved by reading back: at once, then `every` seconds until `within` has passed."""

    site: CallSite
    holds: Condition
    every: float
    within: float
    if_not: IfNot

    @property
    def polls(self) -> int:
        """How often it reads at most."""
        return int(self.within // self.every) + 1 if self.every > 0 else 1

    @property
    def span(self) -> float:
        """Seconds from the first of these reads to the last."""
        return (self.polls - 1) * self.every
