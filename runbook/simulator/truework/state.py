"""Orders and their verification requests as immutable data."""

from collections.abc import Mapping
from enum import Enum

from runbook.frozen import field, frozen, replace


class RequestState(Enum):
    """The state of a verification request."""

    PENDING = "pending-approval"
    PROCESSING = "processing"
    ACTION_REQUIRED = "action-required"
    COMPLETED = "completed"
    CANCELED = "canceled"
    INVALID = "invalid"

    @property
    def terminal(self) -> bool:
        """Whether nothing can follow."""
        return self in (RequestState.COMPLETED, RequestState.CANCELED, RequestState.INVALID)


@frozen
class VerificationRequest:
    """One verification. `reason`: why it was canceled, `no-match` when Truework did it. `ended`: a stamp.

    `overtaken`: what Truework turns it into just before our first cancel arrives.
    """

    id: str
    state: RequestState = RequestState.PENDING
    reason: str | None = None
    details: str | None = None
    ended: str | None = None
    overtaken: RequestState | None = None

    def overtake(self, stamp: str) -> "VerificationRequest":
        """What it has become by the time our cancel arrives."""
        if self.overtaken is None or self.state.terminal:
            return self
        reason = "no-match" if self.overtaken is RequestState.CANCELED else None
        return replace(self, state=self.overtaken, reason=reason, ended=stamp, overtaken=None)

    def cancel(self, reason: str, details: str | None) -> "VerificationRequest":
        """The request after our cancel; a terminal one stays as it is [D]."""
        if self.state.terminal:
            return self
        return replace(self, state=RequestState.CANCELED, reason=reason, details=details)


@frozen
class Order:
    """One order. `requests`: None where the provider's list is null. `frozen`: the SSN is frozen, which is a 451."""

    id: str
    requests: tuple[VerificationRequest, ...] | None = ()
    loan: str | None = None
    search_key: str | None = None
    frozen: bool = False

    @property
    def over(self) -> bool:
        """Whether each of its requests is terminal."""
        return all(one.state.terminal for one in self.requests or ())

    def overtake(self, stamp: str) -> "Order":
        """The order as it has become by the time our cancel arrives."""
        return self._each(tuple(one.overtake(stamp) for one in self.requests or ()))

    def cancel(self, reason: str, details: str | None) -> "Order":
        """The order after our cancel."""
        return self._each(tuple(one.cancel(reason, details) for one in self.requests or ()))

    def _each(self, requests: tuple[VerificationRequest, ...]) -> "Order":
        return self if self.requests is None else replace(self, requests=requests)


class Terminal(Enum):
    """What a cancel does when some requests are terminal already; not documented [U]."""

    SKIP = "skip-terminal"
    REJECT = "reject-any-terminal"


@frozen
class Modes:
    """The answers to what the provider does not document.

    `unknown`: the status for an unknown order, 400 or 404 [D both]. `rate`: requests a second per key; 0 for any.
    `retry_after`: whether the 429 of that limit says how long to wait [S].
    """

    terminal: Terminal = Terminal.SKIP
    unknown: int = 404
    rate: int = 0
    retry_after: bool = True


@frozen
class State:
    """The orders that were touched. `recent`: when each account asked during the last second."""

    orders: Mapping[str, Order] = field(default_factory=dict)
    recent: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    modes: Modes = field(default_factory=Modes)

    def with_order(self, order: Order) -> "State":
        """The state with an order in it."""
        return replace(self, orders={**self.orders, order.id: order})

    def asked(self, account: str, at: float) -> "State":
        """The state after one more request of an account."""
        recent = tuple(one for one in self.recent.get(account, ()) if at - one < 1.0)
        return replace(self, recent={**self.recent, account: (*recent, at)})

    def over_rate(self, account: str) -> bool:
        """Whether the account has asked too often within a second."""
        return 0 < self.modes.rate < len(self.recent.get(account, ()))
