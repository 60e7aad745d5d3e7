"""Card requests, wallets and refunds as immutable data."""

from collections import Counter
from collections.abc import Mapping
from enum import Enum

from runbook.frozen import field, frozen, replace


@frozen
class CardRequest:
    """One row of a user's list. `paid`: cents for card and delivery. `card`: the id of the card, once there is one.

    `transient`: how many cancels fail for no reason before one works.
    """

    id: int
    user: str
    status: str = "IN_PROGRESS"
    milestones: tuple[str, ...] = ("ADDRESS", "TAXID")
    paid_card: int = 0
    paid_delivery: int = 0
    card: int | None = None
    transient: int = 0

    @property
    def paid(self) -> int:
        """What a cancel returns, in cents."""
        return self.paid_card + self.paid_delivery

    @property
    def cancelable(self) -> bool:
        """Whether it is a request still: a card that was issued is not cancelled this way [I]."""
        return self.card is None


@frozen
class Refund:
    """Money that went back. `amount`: cents."""

    request: int
    user: str
    amount: int


class Repeat(Enum):
    """What a second cancel of one request does; not documented [U]."""

    REFUSE = "refuse"
    REFUND_AGAIN = "refund-again"


@frozen
class Modes:
    """The answers to what the provider does not document."""

    repeat: Repeat = Repeat.REFUSE


@frozen
class State:
    """`touched`: rows that changed; None is a row that is gone. `canceled`: the rows that went, as they were.

    `balances`: user -> cents.
    """

    touched: Mapping[int, CardRequest | None] = field(default_factory=dict)
    canceled: Mapping[int, CardRequest] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)
    refunds: tuple[Refund, ...] = ()
    modes: Modes = field(default_factory=Modes)

    def with_row(self, row: CardRequest) -> "State":
        """The state with a row in it."""
        return replace(self, touched={**self.touched, row.id: row})

    def cancel(self, row: CardRequest) -> "State":
        """The state after a cancel: the row is gone, the money is back."""
        gone = replace(self, touched={**self.touched, row.id: None}, canceled={**self.canceled, row.id: row})
        return gone.refund(row)

    def refund(self, row: CardRequest) -> "State":
        """The state after the money for a row went back."""
        if not row.paid:
            return self
        return replace(
            self,
            balances={**self.balances, row.user: self.balances.get(row.user, 0) + row.paid},
            refunds=(*self.refunds, Refund(row.id, row.user, row.paid)),
        )

    @property
    def double_refunds(self) -> int:
        """How many refunds were one too many; anything but 0 is a disaster."""
        return sum(count - 1 for count in Counter(refund.request for refund in self.refunds).values())
