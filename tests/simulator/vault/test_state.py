"""Rows and money by themselves."""

from runbook.simulator.vault.state import CardRequest, State

PAID = CardRequest(1, "user", paid_card=1490, paid_delivery=500)


def test_a_cancel_takes_the_row_and_returns_the_money() -> None:
    state = State().cancel(PAID)
    assert state.touched == {1: None}
    assert state.balances == {"user": 1990}
    assert state.double_refunds == 0


def test_nothing_paid_is_nothing_returned() -> None:
    assert State().cancel(CardRequest(1, "user")).refunds == ()


def test_the_detector_counts_every_refund_that_was_one_too_many() -> None:
    state = State().refund(PAID).refund(PAID).refund(PAID).refund(CardRequest(2, "user", paid_card=1))
    assert state.double_refunds == 2


def test_a_card_is_not_cancelled_this_way() -> None:
    assert PAID.cancelable
    assert not CardRequest(1, "user", card=2).cancelable
