"""What the expressions of a step can see, with types."""

from collections.abc import Mapping

from runbook.frozen import field, frozen, replace
from runbook.values.shape import SECRET, STRING, Shape, object_of

RUN = object_of({"id": STRING, "environment": STRING})
"""What is known of the run itself."""

FAILURE = object_of(dict.fromkeys(("step", "address", "because", "status", "message", "said"), STRING))
"""What stopped a block; every member is text."""

ELSEWHERE = {
    "failure": "`failure` is known only in `rescue` and `always`",
    "response": "`response` is known only in outcome rows and in `verify`",
    "before": "`before` is known only in `holds` and `refutes` of a `verify` with `before: read`",
    "secrets": "secrets can only be used in `auth`, and in body members that the contract marks as secret",
    "arguments": "`arguments` is known only in a contract's own `verify`",
}
"""Names that are known only in some places, and what to say where they are not."""

RESERVED = frozenset({"inputs", "steps", "run", *ELSEWHERE})
"""Names that loops and `let` must not take."""


@frozen
class Scope:
    """Names with types. `steps`: results of the steps before, by id; `names`: loop variables and `let` names."""

    inputs: Shape
    steps: Mapping[str, Shape] = field(default_factory=dict)
    names: Mapping[str, Shape] = field(default_factory=dict)
    failure: bool = False

    def shapes(self) -> dict[str, Shape]:
        """Every name that an expression can begin with."""
        shapes = {"inputs": self.inputs, "steps": object_of(self.steps), "run": RUN, **self.names}
        return {**shapes, "failure": FAILURE} if self.failure else shapes

    def naming(self, names: Mapping[str, Shape]) -> "Scope":
        """With more names."""
        return replace(self, names={**self.names, **names})

    def after(self, steps: Mapping[str, Shape]) -> "Scope":
        """With the results of more steps."""
        return replace(self, steps={**self.steps, **steps})

    def rescuing(self) -> "Scope":
        """With `failure`."""
        return replace(self, failure=True)


def secrets_named(names: frozenset[str]) -> Shape:
    """`secrets` where it may be used: each name that is read is a secret."""
    return object_of(dict.fromkeys(names, SECRET))
