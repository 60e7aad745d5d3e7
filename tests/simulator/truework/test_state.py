"""Orders and requests by themselves."""

from runbook.simulator.truework.state import Modes, Order, RequestState, State, VerificationRequest

OPEN = VerificationRequest("a")
DONE = VerificationRequest("b", RequestState.COMPLETED)


def test_a_cancel_passes_over_what_is_terminal() -> None:
    order = Order("o", (OPEN, DONE)).cancel("other", "note")
    assert order.requests is not None
    assert [one.state for one in order.requests] == [RequestState.CANCELED, RequestState.COMPLETED]
    assert (order.requests[0].reason, order.requests[1].reason) == ("other", None)
    assert order.over


def test_an_order_without_a_list_keeps_none() -> None:
    order = Order("o", None)
    assert order.cancel("other", None) == order.overtake("now") == order


def test_truework_may_be_faster_once() -> None:
    request = VerificationRequest("a", overtaken=RequestState.CANCELED).overtake("now")
    assert (request.state, request.reason, request.ended) == (RequestState.CANCELED, "no-match", "now")
    assert request.overtake("later") == request
    assert OPEN.overtake("now") == OPEN


def test_the_limit_counts_one_second_and_one_account() -> None:
    state = State(modes=Modes(rate=2))
    for at in (0.0, 0.1):
        state = state.asked("a", at)
    assert not state.over_rate("a")
    assert state.asked("a", 0.2).over_rate("a")
    assert not state.asked("a", 1.05).over_rate("a")
    assert not state.asked("b", 0.2).over_rate("b")


def test_without_a_limit_nobody_is_over_it() -> None:
    assert not State().asked("a", 0).asked("a", 0).over_rate("a")
