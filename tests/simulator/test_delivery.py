"""What goes back under a fault."""

from email.utils import parsedate_to_datetime

import pytest

from runbook.simulator.delivery import Delivery, deliver
from runbook.simulator.exchange import Reaction, Response
from runbook.simulator.faults import RECIPES, Fault, FaultKind, Manner, Says
from runbook.simulator.karmacheck.machine import KarmaCheck
from runbook.simulator.karmacheck.state import State
from tests.simulator.calls import AT

TRUTH = Response(200, b"truth")


def delivered(kind: FaultKind | None, *, seconds: float | None = None) -> Delivery:
    fault = None if kind is None else Fault(kind, "karmacheck", seconds=seconds)
    return deliver(KarmaCheck(), Reaction(State(), TRUTH), fault, AT, lambda: "http://elsewhere.example")


def test_without_a_fault_the_answer_is_the_answer() -> None:
    assert delivered(None) == Delivery(TRUTH)


@pytest.mark.parametrize("kind", FaultKind, ids=lambda kind: kind.value)
def test_every_fault_says_what_its_recipe_says(kind: FaultKind) -> None:
    response = delivered(kind).response
    match RECIPES[kind].says:
        case Says.TRUTH:
            assert response == TRUTH
        case Says.NOTHING:
            assert response is None
        case _:
            assert response is not None
            assert response != TRUTH


def test_a_redirect_leads_elsewhere() -> None:
    response = delivered(FaultKind.REDIRECT).response
    assert response is not None
    assert dict(response.headers)["location"] == "http://elsewhere.example"


def test_retry_after_follows_the_seconds_of_the_fault() -> None:
    seconds = delivered(FaultKind.RATE_LIMITED, seconds=3).response
    date = delivered(FaultKind.RATE_LIMITED_DATE, seconds=3).response
    assert seconds is not None
    assert date is not None
    assert dict(seconds.headers)["retry-after"] == "3"
    assert parsedate_to_datetime(dict(date.headers)["retry-after"]).timestamp() == AT + 3


def test_only_a_slow_answer_waits_and_only_a_dripping_one_drips() -> None:
    assert (delivered(FaultKind.SLOW).delay, delivered(FaultKind.SLOW, seconds=0.5).delay) == (5.0, 0.5)
    assert delivered(FaultKind.ERROR_AFTER, seconds=3).delay == 0
    assert delivered(FaultKind.DRIP_HEADERS, seconds=0.25) == Delivery(TRUTH, Manner.DRIPPING, 0.0, 0.25)
