"""The JSON of orders and events, held against the contract."""

import pytest

from runbook.simulator.truework.bodies import canceled_order_body, events_body, order_body, page
from runbook.simulator.truework.seeds import ORDERS
from runbook.simulator.truework.state import Order
from tests.simulator.contract import breaks


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.id)
def test_every_body_keeps_the_contract(order: Order) -> None:
    canceled = order.overtake("2026-01-06T12:00:00.000Z").cancel("wrong-info", None)
    assert breaks("truework", "cancel_order", 200, canceled_order_body(canceled)) == []
    assert breaks("truework", "get_order", 200, order_body(order)) == []
    assert breaks("truework", "list_order_events", 200, events_body(canceled, 25, 0)) == []


def test_pages_lead_to_their_neighbours() -> None:
    first, second = page([1, 2, 3], "/orders", 2, 0), page([1, 2, 3], "/orders", 2, 2)
    assert first == {"count": 3, "next": "/orders?limit=2&offset=2", "previous": None, "results": [1, 2]}
    assert second == {"count": 3, "next": None, "previous": "/orders?limit=2&offset=0", "results": [3]}
