"""Truework's rules, versions and limits, and orders that are cancelled in any order."""

import json

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from runbook.simulator.exchange import Problem, Reaction, Response
from runbook.simulator.identities import TRUEWORK_KEYS
from runbook.simulator.truework.machine import ROUTES, Truework
from runbook.simulator.truework.seeds import ORDERS, seeded_order
from runbook.simulator.truework.state import Modes, Order, RequestState, State, Terminal
from tests.simulator.calls import AT, made, received
from tests.simulator.contract import breaks

MACHINE = Truework()
CANCEL = ROUTES["PUT", "/orders/{order_id}/cancel"].react
READ = ROUTES["GET", "/orders/{order_id}"].react
EVENTS = ROUTES["GET", "/orders/{order_id}/events"].react
LIST = ROUTES["GET", "/orders"].react


def cancel(state: State, order: str, reason: str = "other", details: str | None = None) -> Reaction[State]:
    body = {"cancellation_reason": reason, "cancellation_details": details}
    return CANCEL(state, made({"order_id": order}, body, subject="a"))


def states(reaction: Reaction[State]) -> list[str]:
    rows = json.loads(reaction.response.body)["verification_requests"]
    return [row["state"]["canonical_value"] for row in rows or ()]


def reasons(reaction: Reaction[State]) -> list[str | None]:
    rows = json.loads(reaction.response.body)["verification_requests"]
    return [row["cancellation_reason"] and row["cancellation_reason"]["canonical_value"] for row in rows or ()]


def message(response: Response) -> str:
    return json.loads(response.body)["error"]["message"]


@pytest.mark.parametrize(
    ("order", "expected", "applied"),
    [
        ("order-open", ["canceled", "canceled"], True),
        ("order-mixed", ["completed", "canceled", "canceled"], True),
        ("order-completed", ["completed", "completed"], False),
        ("order-canceled", ["canceled"], False),
        ("order-null", [], False),
        ("order-race-canceled", ["canceled"], False),
        ("order-race-completed", ["completed", "canceled"], True),
    ],
)
def test_a_cancel_reports_every_request_and_says_nothing_else_of_what_it_did(
    order: str, expected: list[str], applied: bool
) -> None:
    reaction = cancel(State(), order)
    assert (reaction.response.status, states(reaction), reaction.applied) == (200, expected, applied)


def test_a_cancel_of_truework_is_told_by_its_reason() -> None:
    assert reasons(cancel(State(), "order-race-canceled")) == ["no-match"]
    assert reasons(cancel(State(), "order-open", "wrong-info")) == ["wrong-info", "wrong-info"]


def test_a_race_is_not_seen_by_a_read_before_the_cancel() -> None:
    assert states(READ(State(), made({"order_id": "order-race-canceled"}, subject="a"))) == ["processing"]


def test_whether_terminal_requests_are_skipped_is_a_mode() -> None:
    state = State(modes=Modes(terminal=Terminal.REJECT))
    assert cancel(state, "order-mixed").response.status == 400
    assert not cancel(state, "order-mixed").applied
    assert cancel(state, "order-open").response.status == 200


@pytest.mark.parametrize("status", [400, 404])
def test_the_status_of_an_unknown_order_is_a_mode(status: int) -> None:
    reaction = cancel(State(modes=Modes(unknown=status)), "order-unknown")
    assert reaction.response.status == status
    assert breaks("truework", "cancel_order", status, json.loads(reaction.response.body)) == []


def test_a_frozen_ssn_is_451() -> None:
    assert cancel(State(), "order-frozen").response.status == 451


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (None, 200),
        ("*/*", 200),
        ("application/json", 200),
        ("application/json; version=2023-10-30", 200),
        ("application/json; version=2022-08-01", 406),
        ("text/html", 406),
    ],
)
def test_versions_are_known_or_refused(accept: str | None, status: int) -> None:
    call = made({"order_id": "order-open"}, subject="a", accept=accept)
    assert READ(State(), call).response.status == status


def test_the_limit_answers_429_with_or_without_a_wait() -> None:
    for says in (True, False):
        state = State(modes=Modes(rate=1, retry_after=says))
        state = READ(state, made({"order_id": "order-open"}, subject="a")).state
        throttled = READ(state, made({"order_id": "order-open"}, subject="a"))
        assert throttled.response.status == 429
        assert ("retry-after" in dict(throttled.response.headers)) is says
        later = READ(throttled.state, made({"order_id": "order-open"}, subject="a", at=AT + 2))
        assert later.response.status == 200


def test_orders_are_listed_filtered_and_paged() -> None:
    everything = json.loads(LIST(State(), made(subject="a")).response.body)
    assert everything["count"] == len(ORDERS)
    assert breaks("truework", "list_orders", 200, everything) == []
    by_key = json.loads(LIST(State(), made(subject="a", query={"search_key": "batch-1"})).response.body)
    assert [order["id"] for order in by_key["results"]] == ["order-open", "order-mixed"]
    by_request = LIST(State(), made(subject="a", query={"verification_id": "order-mixed.vr-2"}))
    assert [order["id"] for order in json.loads(by_request.response.body)["results"]] == ["order-mixed"]
    paged = json.loads(LIST(State(), made(subject="a", query={"limit": "1", "offset": "1"})).response.body)
    assert [order["id"] for order in paged["results"]] == ["order-mixed"]


def test_events_tell_what_has_happened() -> None:
    state = cancel(State(), "order-open").state
    events = json.loads(EVENTS(state, made({"order_id": "order-open"}, subject="a")).response.body)["results"]
    assert [event["type"] for event in events] == ["created", "state-change"] * 2
    assert EVENTS(state, made({"order_id": "order-unknown"}, subject="a")).response.status == 404


def identify(key: str) -> str | Response:
    return MACHINE.identify(State(), received(headers={"authorization": f"Bearer {key}"}), reads=False)


def test_a_key_names_its_account_and_a_key_of_production_is_refused() -> None:
    assert identify(next(iter(TRUEWORK_KEYS))) == "account-lending"
    live, unknown = identify("tw_sk_live"), identify("tw_sk_test_nonsense")
    assert isinstance(live, Response)
    assert isinstance(unknown, Response)
    assert (live.status, unknown.status) == (401, 401)
    assert "production" in message(live)


def test_its_refusals_are_in_its_envelope_and_every_body_is_signed() -> None:
    assert "a; b" in message(MACHINE.refuse(Problem(400, ("a", "b"))))
    assert message(MACHINE.ok_with_error())
    assert message(MACHINE.failure())
    assert "x-truework-signature" in dict(MACHINE.finish(MACHINE.failure(), AT).headers)
    assert MACHINE.finish(Response(200), AT) == Response(200)


def test_more_orders_can_be_planted() -> None:
    planted = MACHINE.plant(State(), "order-mixed", "order-7")
    assert planted is not None
    assert cancel(planted, "order-7").applied
    assert MACHINE.plant(State(), "nobody", "order-7") is None


class AnyOrder(RuleBasedStateMachine):
    """Cancels and reads of any order in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.terminal: dict[tuple[str, str], tuple[RequestState, str | None]] = {}
        self.applied: dict[str, int] = {}

    def order(self, id: str) -> Order:
        order = self.state.orders.get(id) or seeded_order(id)
        assert order is not None
        return order

    @rule(id=st.sampled_from([order.id for order in ORDERS]), reason=st.sampled_from(["other", "competitor"]))
    def cancel(self, id: str, reason: str) -> None:
        reaction = cancel(self.state, id, reason)
        self.state = reaction.state
        if reaction.applied:
            assert reaction.response.status == 200
            self.applied[id] = self.applied.get(id, 0) + 1
            assert self.order(id).over

    @rule(id=st.sampled_from([order.id for order in ORDERS]))
    def read(self, id: str) -> None:
        reaction = READ(self.state, made({"order_id": id}, subject="a"))
        assert not reaction.applied
        assert reaction.state.orders == self.state.orders

    @invariant()
    def terminal_requests_are_never_touched(self) -> None:
        for order in ORDERS:
            for request in self.order(order.id).requests or ():
                if request.state.terminal:
                    now = (request.state, request.reason)
                    assert self.terminal.setdefault((order.id, request.id), now) == now

    @invariant()
    def a_cancel_takes_effect_at_most_once(self) -> None:
        assert all(count == 1 for count in self.applied.values())


AnyOrder.TestCase.settings = settings(deadline=None, max_examples=40, stateful_step_count=20)
TestAnyOrder = AnyOrder.TestCase
