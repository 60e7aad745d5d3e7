"""What was proved of a playbook, as data that can be kept."""

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen


@frozen
class Burden:
    """A sum of requests, of irreversible ones among them that may act, and of seconds of waiting."""

    requests: int = 0
    irreversible: int = 0
    wait: float = 0.0

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(self.requests + other.requests, self.irreversible + other.irreversible, self.wait + other.wait)

    def times(self, number: int) -> "Burden":
        """So many of them."""
        return Burden(self.requests * number, self.irreversible * number, self.wait * number)

    def most(self, other: "Burden") -> "Burden":
        """The greater of each."""
        return Burden(
            max(self.requests, other.requests), max(self.irreversible, other.irreversible), max(self.wait, other.wait)
        )


@frozen
class Length:
    """What a loop goes over, for people (`service_ids`), and how many of them at most; None when nothing says.

    `distinct`: whether no item can come twice.
    """

    name: str
    at_most: int | None
    distinct: bool = True


@frozen
class Share:
    """What each item of a loop adds. `of`: the loops it stands in, outermost first."""

    of: tuple[Length, ...]
    burden: Burden


@frozen
class Proof:
    """Nothing irreversible is sent twice, nothing after a stop, and every road ends in a named state.

    `fixed` and `shares`: the worst road. `on_purpose`: steps written to send something irreversible after a stop.
    `states`: those that were looked at; `deaths`: points at which the process died in them. `resending`: steps that
    send again when a read after the provider's grace proves that nothing happened. `asked_wait`, `rests`: as in
    a plan's totals.
    """

    playbook: str
    file: str
    fixed: Burden
    shares: tuple[Share, ...]
    on_purpose: tuple[str, ...]
    states: int
    deaths: int
    resending: tuple[str, ...] = ()
    asked_wait: float = 0.0
    rests: bool = False

    @property
    def worst(self) -> Burden | None:
        """The whole of the worst road; None when nothing bounds the length of a loop in it."""
        whole = self.fixed
        for share in self.shares:
            number = 1
            for length in share.of:
                if length.at_most is None:
                    return None
                number *= length.at_most
            whole += share.burden.times(number)
        return whole


@frozen
class Examined:
    """Everything that is known of one playbook without running it. `proof`: None when it has errors or needs none."""

    findings: tuple[Diagnostic, ...] = ()
    proof: Proof | None = None
