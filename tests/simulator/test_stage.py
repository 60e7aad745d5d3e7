"""One provider at work, without a socket."""

import time

from runbook.simulator.checks import Checks
from runbook.simulator.faults import Fault, FaultBox, FaultKind
from runbook.simulator.identities import simulator_secrets
from runbook.simulator.ledger import Ledger
from runbook.simulator.shipped import shipped_operations
from runbook.simulator.stage import Stage
from runbook.simulator.vault.machine import Vault
from runbook.simulator.vault.state import State
from tests.simulator.calls import received

CHECKS = Checks(lambda: shipped_operations("vault"))
BEARER = {"authorization": f"Bearer {simulator_secrets(time.time())['VAULT_TOKEN']}"}


class House:
    """A stage with what belongs to it."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.faults = FaultBox()
        self.stage: Stage[State] = Stage(Vault(), CHECKS, self.ledger, self.faults, lambda: "http://elsewhere.example")

    def cancel(self, id: int, headers=None) -> int | None:
        request = received("POST", f"/v2/card/card-requests/{id}/cancel", BEARER if headers is None else headers)
        response = self.stage.answer(request).response
        return None if response is None else response.status

    def listed(self, id: int) -> bool:
        response = self.stage.answer(received("GET", "/v2/card/list", BEARER)).response
        return response is not None and f'"cardRequestId":{id},'.encode() in response.body


def test_whoever_is_unknown_changes_nothing_and_is_no_violation() -> None:
    house = House()
    assert house.cancel(124101, headers={}) == 401
    assert house.listed(124101)
    assert house.ledger.violations() == ()


def test_the_credential_is_asked_for_before_the_contract() -> None:
    house = House()
    request = received("POST", "/v2/card/card-requests/nonsense/cancel")
    response = house.stage.answer(request).response
    assert response is not None
    assert response.status == 401


def test_stale_reads_show_the_past_and_then_the_present() -> None:
    house = House()
    house.faults.add(Fault(FaultKind.STALE_READS, "vault", reads=1))
    assert house.cancel(124101) == 200
    assert [house.listed(124101), house.listed(124101)] == [True, False]


def test_a_late_effect_lands_after_a_read_and_is_amended_in_the_ledger() -> None:
    house = House()
    house.faults.add(Fault(FaultKind.LATE_EFFECT, "vault"))
    assert house.cancel(124102) is None
    assert [house.listed(124102), house.listed(124102)] == [True, False]
    assert house.ledger.applied("cancel_card_request", "124102") == 1
    assert house.stage.state.double_refunds == 0


def test_when_a_cancel_overtakes_a_late_one_the_money_goes_back_once() -> None:
    house = House()
    house.faults.add(Fault(FaultKind.LATE_EFFECT, "vault"))
    assert house.cancel(124102) is None
    assert house.cancel(124102) == 200
    house.listed(124102)
    assert house.ledger.applied("cancel_card_request", "124102") == 1
    assert len(house.stage.state.refunds) == 1


def test_a_fault_on_a_read_leaves_the_state_alone() -> None:
    house = House()
    house.faults.add(Fault(FaultKind.GARBAGE, "vault", operation="list_cards"))
    assert not house.listed(124101)
    assert house.listed(124101)


def test_a_reset_forgets_stale_reads_and_late_effects() -> None:
    house = House()
    house.faults.add(Fault(FaultKind.LATE_EFFECT, "vault"))
    house.cancel(124101)
    house.stage.reset()
    assert [house.listed(124101), house.listed(124101)] == [True, True]


def test_modes_and_seeds_can_be_set_from_outside() -> None:
    house = House()
    house.stage.configure({"repeat": "refund-again"})
    assert house.stage.modes() == {"repeat": "refund-again"}
    assert house.stage.plant("124102", "99")
    assert not house.stage.plant("nobody", "99")
    assert [house.cancel(99), house.cancel(99)] == [200, 200]
    assert house.stage.state.double_refunds == 1
