"""The seeded orders."""

from runbook.simulator.faults import FaultKind
from runbook.simulator.truework.seeds import SEEDS, built_in_fault, seeded_order


def test_every_seed_but_the_unknown_one_is_an_order() -> None:
    assert [seed.id for seed in SEEDS if seeded_order(seed.id) is None] == ["order-unknown"]


def test_limited_orders_meet_their_429_by_themselves() -> None:
    kinds = [built_in_fault(id) for id in ("order-limited", "order-limited-date", "order-limited-bare--0001")]
    assert [fault.kind for fault in kinds if fault] == [
        FaultKind.RATE_LIMITED,
        FaultKind.RATE_LIMITED_DATE,
        FaultKind.RATE_LIMITED_BARE,
    ]


def test_an_id_asks_for_its_fault_and_only_a_seed_can() -> None:
    fault = built_in_fault("order-open--reply-lost")
    assert fault is not None
    assert fault.kind is FaultKind.REPLY_LOST
    assert built_in_fault("nobody--reply-lost") is None
    assert built_in_fault("order-open") is None
