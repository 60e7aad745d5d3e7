"""The three providers on real sockets: every row that a playbook can meet, and every fault."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import IncompleteRead, RemoteDisconnected
from urllib.parse import urlsplit

import pytest

from runbook.simulator.faults import Fault, FaultKind
from runbook.simulator.server import PROVIDERS, Simulator
from runbook.simulator.variants import numbered
from tests.simulator.caller import call, control, exchange_bytes, request_bytes, send

CANCEL_CASE = "/case/id/{}/cancel"
CANCEL_SERVICES = "/case/id/{}/services/cancel"


@pytest.fixture(scope="module")
def running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    running.reset()
    return running


def secondary(simulator: Simulator, case: str) -> str | None:
    return call(simulator, "karmacheck", "GET", f"/case/id/{case}").json["cases"][0].get("secondaryStatus")


def test_it_starts_at_once_and_leaves_no_thread_behind() -> None:
    threads_before = set(threading.enumerate())
    began = time.perf_counter()
    simulator = Simulator().start()
    assert time.perf_counter() - began < 0.05
    assert set(simulator.servers) == set(PROVIDERS)
    assert len({urlsplit(url).port for url in (*simulator.servers.values(), simulator.control_url)}) == 4
    call(simulator, "karmacheck", "GET", "/case/id/c-91")
    simulator.close()
    assert set(threading.enumerate()) == threads_before


def test_closing_twice_and_closing_with_open_connections_is_quiet() -> None:
    simulator = Simulator().start()
    place = urlsplit(simulator.servers["vault"])
    with socket.create_connection((place.hostname, place.port), timeout=5) as idle:
        simulator.close()
        simulator.close()
        assert idle.recv(1) == b""


def test_before_it_starts_it_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        _ = Simulator().servers


def test_a_port_can_be_chosen_and_a_taken_one_is_refused() -> None:
    with Simulator() as first:
        taken = urlsplit(first.control_url).port
        assert taken is not None
        with pytest.raises(OSError, match="in use"):
            Simulator(ports={"control": taken}).start()


def test_the_case_of_the_example_goes_through_the_fallback(simulator: Simulator) -> None:
    together = call(simulator, "karmacheck", "POST", CANCEL_SERVICES.format("c-91"), {"serviceIds": ["s1", "s2"]})
    assert (together.status, together.json["message"]) == (422, "Service cannot be canceled.")
    alone = [
        call(simulator, "karmacheck", "POST", CANCEL_SERVICES.format("c-91"), {"serviceIds": [id]}).status
        for id in ("s1", "s2")
    ]
    assert alone == [200, 422]
    cancelled = call(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-91"))
    assert (cancelled.status, cancelled.body) == (200, b"")
    assert "content-type" not in cancelled.headers
    assert secondary(simulator, "c-91") == "Canceled"
    assert simulator.ledger.sent("cancel_services", "c-91") == 3
    assert simulator.ledger.applied("cancel_services", "c-91") == 1
    assert simulator.ledger.applied("post-case-id-caseId-cancel", "c-91") == 1
    assert simulator.ledger.violations() == ()


@pytest.mark.parametrize(
    ("case", "status", "message"),
    [
        ("c-plain", 200, None),
        ("c-started", 422, "Cannot cancel a case that has already started."),
        ("c-canceled", 422, "Unable to cancel case."),
        ("c-adjudicated", 422, "Unable to cancel case."),
        ("c-adverse", 422, "Unable to cancel case."),
        ("c-elsewhere", 403, "Forbidden resource"),
        ("c-unknown", 404, None),
    ],
)
def test_each_seeded_case_answers_as_its_row_says(
    simulator: Simulator, case: str, status: int, message: str | None
) -> None:
    said = call(simulator, "karmacheck", "POST", CANCEL_CASE.format(case))
    assert said.status == status
    assert (said.json["message"] if said.body else None) == message


def test_a_cancel_that_is_seen_late_is_open_for_two_reads(simulator: Simulator) -> None:
    assert call(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-late")).status == 200
    assert [secondary(simulator, "c-late") for _ in range(3)] == [None, None, "Canceled"]


def test_karmacheck_refuses_credentials_with_401_on_cancels_and_403_on_reads(simulator: Simulator) -> None:
    revoked = "KARMACHECK_TOKEN_REVOKED"
    assert call(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-91"), secret=revoked).status == 401
    assert call(simulator, "karmacheck", "GET", "/case/id/c-91", secret=revoked).status == 403


def test_karmacheck_mints_a_token_from_two_secrets(simulator: Simulator) -> None:
    reveal = simulator.credentials().reveal
    asked = {"apiKey": reveal("KARMACHECK_API_KEY"), "clientAccessToken": reveal("KARMACHECK_CLIENT_ACCESS_TOKEN")}
    minted = send(simulator.servers["karmacheck"], "POST", "/auth/api", asked, {})
    assert minted.status == 200
    bearer = {"authorization": f"Bearer {minted.json['token']}"}
    assert send(simulator.servers["karmacheck"], "GET", "/case/id/c-91", None, bearer).status == 200
    refused = send(simulator.servers["karmacheck"], "POST", "/auth/api", {**asked, "apiKey": "wrong"}, {})
    assert refused.status == 403
    assert all(asked[name] not in entry.body for entry in simulator.ledger.entries() for name in asked)


def test_vault_returns_the_money_once_and_the_row_is_gone(simulator: Simulator) -> None:
    path = "/v2/card/card-requests/124102/cancel"
    assert call(simulator, "vault", "POST", path).json == {"result": "ok"}
    again = call(simulator, "vault", "POST", path)
    assert (again.status, again.json["error"], again.json["errorId"]) == (400, "COMMON", 0)
    rows = call(simulator, "vault", "GET", "/v2/card/list").json["cards"]
    assert 124102 not in [row["cardRequestId"] for row in rows]
    money = control(simulator, "GET", "/ledger").json
    assert list(money["balances"].values()) == [1990]
    assert money["double_refunds"] == simulator.double_refunds == 0


def test_vault_says_when_a_token_has_expired(simulator: Simulator) -> None:
    said = call(simulator, "vault", "GET", "/v2/card/list", secret="VAULT_TOKEN_EXPIRED")
    assert (said.status, said.json["message"]) == (401, "Access token expired")


def test_truework_cancels_what_is_open_and_says_so_for_each(simulator: Simulator) -> None:
    reason = {"cancellation_reason": "other", "cancellation_details": "runbook run r-1"}
    said = call(simulator, "truework", "PUT", "/orders/order-mixed/cancel", reason)
    states = [one["state"]["canonical_value"] for one in said.json["verification_requests"]]
    assert (said.status, states) == (200, ["completed", "canceled", "canceled"])
    assert said.json["verification_requests"][1]["cancellation_details"] == "runbook run r-1"
    assert simulator.ledger.applied("cancel_order", "order-mixed") == 1


@pytest.mark.parametrize(
    ("order", "statuses"),
    [
        ("order-open", [200, 200]),
        ("order-frozen", [451, 451]),
        ("order-unknown", [404, 404]),
        ("order-limited", [429, 200]),
        ("order-limited-date", [429, 200]),
        ("order-limited-bare", [429, 200]),
    ],
)
def test_each_seeded_order_answers_as_its_row_says(simulator: Simulator, order: str, statuses: list[int]) -> None:
    reason = {"cancellation_reason": "other"}
    said = [call(simulator, "truework", "PUT", f"/orders/{order}/cancel", reason) for _ in statuses]
    assert [one.status for one in said] == statuses
    assert simulator.ledger.applied("cancel_order", order) <= 1


def test_retry_after_is_seconds_a_date_or_nothing(simulator: Simulator) -> None:
    reason = {"cancellation_reason": "other"}
    seconds, date, bare = (
        call(simulator, "truework", "PUT", f"/orders/{order}/cancel", reason).headers.get("retry-after")
        for order in ("order-limited", "order-limited-date", "order-limited-bare")
    )
    assert seconds == "1"
    assert date is not None
    assert parsedate_to_datetime(date) > datetime(2020, 1, 1, tzinfo=UTC)
    assert bare is None


def test_truework_refuses_versions_it_does_not_know(simulator: Simulator) -> None:
    old = {"accept": "application/json; version=2019-10-15"}
    assert call(simulator, "truework", "GET", "/orders/order-open", headers=old).status == 406


@pytest.mark.parametrize("kind", [FaultKind.REPLY_LOST, FaultKind.DROP_BEFORE])
def test_a_closed_connection_means_either_and_the_ledger_knows_which(simulator: Simulator, kind: FaultKind) -> None:
    case = f"c-plain--{kind.suffix}"
    with pytest.raises(RemoteDisconnected):
        call(simulator, "karmacheck", "POST", CANCEL_CASE.format(case))
    took_effect = kind is FaultKind.REPLY_LOST
    assert simulator.ledger.applied("cancel_case", case) == int(took_effect)
    assert (secondary(simulator, case) == "Canceled") is took_effect
    assert call(simulator, "karmacheck", "POST", CANCEL_CASE.format(case)).status == (422 if took_effect else 200)


@pytest.mark.parametrize(
    ("kind", "status", "applied"),
    [
        (FaultKind.ERROR_BEFORE, 500, 0),
        (FaultKind.ERROR_AFTER, 500, 1),
        (FaultKind.RATE_LIMITED, 429, 0),
        (FaultKind.GARBAGE, 200, 1),
        (FaultKind.OK_WITH_ERROR, 200, 0),
        (FaultKind.REDIRECT, 307, 0),
        (FaultKind.UNDECLARED, 418, 0),
        (FaultKind.STALE_READS, 200, 1),
    ],
)
def test_a_fault_answers_and_acts_as_it_says(simulator: Simulator, kind: FaultKind, status: int, applied: int) -> None:
    case = f"c-plain--{kind.suffix}"
    assert call(simulator, "karmacheck", "POST", CANCEL_CASE.format(case)).status == status
    assert simulator.ledger.applied("cancel_case", case) == applied
    assert simulator.ledger.entries()[-1].fault == kind.value


def test_a_fault_can_strike_several_times(simulator: Simulator) -> None:
    case = "c-plain--rate-limited-x3"
    statuses = [call(simulator, "karmacheck", "POST", CANCEL_CASE.format(case)).status for _ in range(4)]
    assert statuses == [429, 429, 429, 200]


def test_half_an_answer_is_recognisably_half(simulator: Simulator) -> None:
    with pytest.raises(IncompleteRead):
        call(simulator, "truework", "PUT", "/orders/order-open--half-body/cancel", {"cancellation_reason": "other"})


def test_half_of_an_answer_without_a_body_ends_within_its_headers(simulator: Simulator) -> None:
    request = request_bytes(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-plain--half-body"))
    received = exchange_bytes(simulator.servers["karmacheck"], request, finish=False)
    assert received.startswith(b"HTTP/1.1 200")
    assert b"\r\n\r\n" not in received
    assert simulator.ledger.applied("cancel_case", "c-plain--half-body") == 1


def test_one_answer_too_many_comes_right_behind_the_proper_one(simulator: Simulator) -> None:
    place = urlsplit(simulator.servers["vault"])
    path = f"/v2/card/card-requests/{numbered(124103, FaultKind.EXTRA_RESPONSE)}/cancel"
    with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
        connection.sendall(request_bytes(simulator, "vault", "POST", path))
        received = b""
        while received.count(b"HTTP/1.1") < 2:
            received += connection.recv(65536)
    assert received.startswith(b"HTTP/1.1 400")
    assert received.endswith(b'{"result":"ok"}')


def test_dripping_headers_never_end_but_do_not_hold_up_the_end() -> None:
    with Simulator() as simulator:
        simulator.add_fault(Fault(FaultKind.DRIP_HEADERS, "vault", seconds=0.01))
        place = urlsplit(simulator.servers["vault"])
        with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
            connection.sendall(request_bytes(simulator, "vault", "POST", "/v2/card/card-requests/124101/cancel"))
            received = b""
            while b"x-drip: xxx" not in received:
                received += connection.recv(65536)
            began = time.perf_counter()
            simulator.close()
            assert time.perf_counter() - began < 1
        assert b"\r\n\r\n" not in received
        assert simulator.ledger.applied("cancel_card_request", "124101") == 1


def test_a_slow_answer_has_taken_effect_before_it_comes(simulator: Simulator) -> None:
    simulator.add_fault(Fault(FaultKind.SLOW, "karmacheck", seconds=0.05))
    began = time.perf_counter()
    assert call(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-plain")).status == 200
    assert time.perf_counter() - began >= 0.05


def test_a_late_effect_is_not_there_when_it_is_first_looked_for(simulator: Simulator) -> None:
    case = "c-plain--late-effect"
    with pytest.raises(RemoteDisconnected):
        call(simulator, "karmacheck", "POST", CANCEL_CASE.format(case))
    assert simulator.ledger.applied("cancel_case", case) == 0
    assert secondary(simulator, case) is None
    assert secondary(simulator, case) == "Canceled"
    assert simulator.ledger.applied("cancel_case", case) == 1


def test_vault_numbers_ask_for_faults_and_stand_in_the_list(simulator: Simulator) -> None:
    rows = [row["cardRequestId"] for row in call(simulator, "vault", "GET", "/v2/card/list").json["cards"]]
    assert {124101, 1124101, 1124102} <= set(rows)
    with pytest.raises(RemoteDisconnected):
        call(simulator, "vault", "POST", "/v2/card/card-requests/1124102/cancel")
    rows = [row["cardRequestId"] for row in call(simulator, "vault", "GET", "/v2/card/list").json["cards"]]
    assert 1124102 not in rows
    assert 124102 in rows


def test_what_breaks_the_contract_is_refused_and_recorded(simulator: Simulator) -> None:
    path = CANCEL_SERVICES.format("c-91")
    refused = [
        call(simulator, "karmacheck", "POST", path, {"serviceIds": [1]}),
        call(simulator, "karmacheck", "POST", path, {"serviceIds": ["s1"], "extra": True}),
        call(simulator, "karmacheck", "POST", path),
        call(simulator, "karmacheck", "POST", path + "?force=1", {"serviceIds": ["s1"]}),
        call(simulator, "vault", "POST", "/v2/card/card-requests/1e3/cancel"),
        call(simulator, "truework", "PUT", "/orders/order-open/cancel", {"cancellation_reason": "no-match"}),
    ]
    assert [one.status for one in refused] == [400] * 6
    assert len(simulator.ledger.violations()) == 6
    assert not any(entry.applied for entry in simulator.ledger.entries())


def test_paths_that_lead_nowhere_are_recorded_as_violations(simulator: Simulator) -> None:
    assert call(simulator, "karmacheck", "POST", "/case/id//cancel").status == 400
    assert call(simulator, "karmacheck", "POST", "/case/cancel").status == 404
    assert call(simulator, "karmacheck", "DELETE", "/case/id/c-91").status == 405
    assert len(simulator.ledger.violations()) == 3


def test_many_callers_at_once_cancel_a_case_once(simulator: Simulator) -> None:
    statuses: list[int] = []

    def cancel() -> None:
        statuses.append(call(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-plain")).status)

    threads = [threading.Thread(target=cancel) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, *[422] * 15]
    assert simulator.ledger.applied("cancel_case", "c-plain") == 1
    assert simulator.ledger.sent("cancel_case", "c-plain") == 16


def test_a_reset_makes_every_id_new(simulator: Simulator) -> None:
    call(simulator, "karmacheck", "POST", CANCEL_CASE.format("c-plain"))
    simulator.reset()
    assert secondary(simulator, "c-plain") is None
    assert [entry.method for entry in simulator.ledger.entries()] == ["GET"]


def test_it_describes_itself(simulator: Simulator) -> None:
    described = simulator.describe()
    assert described["servers"] == dict(simulator.servers)
    assert described["control"] == simulator.control_url
    assert isinstance(described["seeds"], list)
    assert isinstance(described["faults"], list)
    assert len(described["faults"]) == len(FaultKind)
