"""The control endpoint."""

from collections.abc import Iterator

import pytest

from runbook.simulator.server import Simulator
from tests.simulator.caller import call, control, send

CANCEL = {"cancellation_reason": "other"}


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    running.reset()
    return running


def test_the_ledger_shows_every_request(simulator: Simulator) -> None:
    call(simulator, "truework", "PUT", "/orders/order-open/cancel", CANCEL)
    call(simulator, "truework", "PUT", "/orders/order-open/cancel", {"cancellation_reason": "because"})
    ledger = control(simulator, "GET", "/ledger").json
    assert ledger["count"] == 2
    assert ledger["violations"] == 1
    assert ledger["applied"] == [{"provider": "truework", "operation": "cancel_order", "key": "order-open", "count": 1}]
    first = ledger["entries"][0]
    assert first["subject"] == "account-lending"
    assert first["body"] == '{"cancellation_reason": "other"}'
    assert simulator.credentials().reveal("TRUEWORK_KEY") not in str(ledger)


def test_the_newest_entries_can_be_asked_for_alone(simulator: Simulator) -> None:
    for _ in range(3):
        call(simulator, "truework", "GET", "/orders")
    ledger = control(simulator, "GET", "/ledger?last=2").json
    assert (ledger["count"], [entry["sequence"] for entry in ledger["entries"]]) == (3, [2, 3])
    assert control(simulator, "GET", "/ledger?last=9").json["entries"][0]["sequence"] == 1
    assert control(simulator, "GET", "/ledger?last=x").status == 400


def test_faults_wait_until_they_strike(simulator: Simulator) -> None:
    fault = {"provider": "karmacheck", "kind": "error_before", "operation": "get_case", "times": 2, "seconds": 0.5}
    assert control(simulator, "POST", "/faults", fault).json["times"] == 2
    assert len(control(simulator, "GET", "/faults").json["waiting"]) == 1
    statuses = [call(simulator, "karmacheck", "GET", "/case/id/c-91").status for _ in range(3)]
    assert statuses == [500, 500, 200]
    assert control(simulator, "GET", "/faults").json["waiting"] == []


def test_more_items_can_be_planted(simulator: Simulator) -> None:
    planted = control(simulator, "POST", "/seed", {"provider": "vault", "like": "124102", "ids": [7, "8"]})
    assert planted.json == {"planted": 2}
    rows = [row["cardRequestId"] for row in call(simulator, "vault", "GET", "/v2/card/list").json["cards"]]
    assert {7, 8} <= set(rows)
    control(simulator, "POST", "/seed", {"provider": "karmacheck", "like": "c-plain", "ids": ["case-1"]})
    assert call(simulator, "karmacheck", "POST", "/case/id/case-1/cancel").status == 200


def test_modes_can_be_switched(simulator: Simulator) -> None:
    modes = {"terminal": "reject-any-terminal", "unknown": 400}
    assert control(simulator, "POST", "/modes", {"provider": "truework", "modes": modes}).status == 200
    assert call(simulator, "truework", "PUT", "/orders/order-mixed/cancel", CANCEL).status == 400
    assert call(simulator, "truework", "PUT", "/orders/order-unknown/cancel", CANCEL).status == 400
    assert control(simulator, "GET", "/modes").json["truework"]["unknown"] == 400


def test_a_reset_forgets_modes_faults_and_effects(simulator: Simulator) -> None:
    control(simulator, "POST", "/modes", {"provider": "truework", "modes": {"unknown": 400}})
    control(simulator, "POST", "/faults", {"provider": "vault", "kind": "slow"})
    call(simulator, "truework", "PUT", "/orders/order-open/cancel", CANCEL)
    assert control(simulator, "POST", "/reset", {}).json == {"reset": True}
    assert control(simulator, "GET", "/modes").json["truework"]["unknown"] == 404
    assert control(simulator, "GET", "/faults").json["waiting"] == []
    assert control(simulator, "GET", "/ledger").json["count"] == 0


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("/faults", {"provider": "vault", "kind": "nonsense"}, "reply_lost"),
        ("/faults", {"provider": "nobody", "kind": "slow"}, "karmacheck, vault, truework"),
        ("/faults", {"provider": "vault", "kind": "slow", "seconds": -1}, "seconds"),
        ("/faults", {"provider": "vault", "kind": "slow", "seconds": True}, "seconds"),
        ("/faults", {"provider": "vault", "kind": "slow", "times": 1.5}, "times"),
        ("/faults", {"provider": "vault", "kind": "slow", "key": 5}, "key"),
        ("/seed", {"provider": "vault", "like": "nobody", "ids": [1]}, "no seed"),
        ("/seed", {"provider": "vault", "like": "124101", "ids": ["x"]}, "no id"),
        ("/seed", {"provider": "vault", "like": "124101", "ids": 1}, "list"),
        ("/modes", {"provider": "vault", "modes": {"repeat": "often"}}, "refund-again"),
        ("/modes", {"provider": "vault", "modes": []}, "object"),
        ("/modes", [], "provider"),
    ],
)
def test_a_control_request_that_is_wrong_is_told_why(simulator: Simulator, path: str, body, says: str) -> None:
    refused = control(simulator, "POST", path, body)
    assert refused.status == 400
    assert says in refused.json["error"]


def test_pages_of_strangers_cannot_use_it(simulator: Simulator) -> None:
    assert control(simulator, "GET", "/ledger", headers={"host": "evil.example:80"}).status == 403
    plain = control(simulator, "POST", "/reset", {}, headers={"content-type": "text/plain"})
    assert plain.status == 400


def test_other_paths_and_methods_lead_nowhere(simulator: Simulator) -> None:
    assert control(simulator, "GET", "/nonsense").status == 404
    assert control(simulator, "POST", "/ledger", {}).status == 404


def test_the_page_is_html(simulator: Simulator) -> None:
    said = control(simulator, "GET", "/")
    assert said.headers["content-type"] == "text/html; charset=utf-8"
    assert b"c-91" in said.body


def test_the_tables_are_json_too(simulator: Simulator) -> None:
    assert control(simulator, "GET", "/seeds").json["seeds"][0]["id"] == "c-91"
    assert control(simulator, "GET", "/describe").json["servers"] == dict(simulator.servers)


def test_whoever_follows_a_redirect_is_recorded(simulator: Simulator) -> None:
    control(simulator, "POST", "/faults", {"provider": "vault", "kind": "redirect"})
    said = call(simulator, "vault", "POST", "/v2/card/card-requests/124101/cancel")
    assert said.headers["location"] == f"{simulator.control_url}/elsewhere"
    send(simulator.control_url, "POST", "/elsewhere", None, {"authorization": "Bearer x"})
    assert simulator.ledger.violations() == ("followed a redirect to another host, with its credential",)
