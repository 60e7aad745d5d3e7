"""A call's site, and how its effect is read back."""

from collections.abc import Mapping
from enum import Enum

from runbook.by_identity import by_identity
from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.language.expression_text import expression_text
from runbook.language.references import expressions_in, references
from runbook.language.template import Condition, Template, Templated, templates_in
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


SITS = 300.0
"""Seconds for which a process sits there and reads; a read-back that may take longer rests the run after them."""


@frozen
class Verify:
    """How an effect is proved by reading back: at once, then `every` seconds until `within` has passed.

    `holds`: None where only `gone` is a yes. `before`: it is read right before the first attempt too. `refutes`: a
    definite no. `gone`: statuses of the read that say that the object is not there any more.
    `also`: what the contract's own read-back asks of the same answer; a yes needs both, and so does a no.
    `instead`: why the contract's own is left out; empty where it is not.
    """

    site: CallSite
    holds: Condition | None
    every: float
    within: float
    if_not: IfNot
    before: bool = False
    refutes: Condition | None = None
    gone: tuple[int, ...] = ()
    also: Condition | None = None
    instead: str = ""

    @property
    def reads_answer(self) -> bool:
        """Whether its request is made from the answer that it proves."""
        return _reads_answer(self.site)

    @property
    def polls(self) -> int:
        """How often it reads at most."""
        return int(self.within // self.every) + 1 if self.every > 0 else 1

    @property
    def rests(self) -> bool:
        """Whether no process sits through all of it: after `SITS` seconds of reading the run rests between reads."""
        return self.within > SITS

    @property
    def span(self) -> float:
        """Seconds from the first of these reads to the last."""
        return (self.polls - 1) * self.every


@by_identity
def _reads_answer(site: CallSite) -> bool:
    read = (
        one for value in site.arguments.values() for template in templates_in(value) for one in expressions_in(template)
    )
    return any(reference.root == "response" for _, expression in read for reference in references(expression))


def written_arguments(site: CallSite) -> dict[str, object]:
    """Return the arguments of a site in a form that is equal where they are written alike, whatever their places."""
    return {name: _written(value) for name, value in site.arguments.items()}


def _written(value: Templated) -> object:
    match value:
        case Template():
            return tuple(one if isinstance(one, str) else (expression_text(one),) for one in value.segments)
        case list():
            return [_written(element) for element in value]
        case dict():
            return {name: _written(member) for name, member in value.items()}
        case _:
            return value
