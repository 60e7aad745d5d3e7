"""Truework as a machine: cancel, reads, versions, limits and signatures."""

from collections.abc import Mapping

from runbook.frozen import field, frozen, replace
from runbook.simulator.exchange import Call, Problem, Reaction, Received, Response, json_response
from runbook.simulator.faults import Fault
from runbook.simulator.identities import TRUEWORK_KEYS
from runbook.simulator.machine import Route
from runbook.simulator.modes import changed_modes, described_modes
from runbook.simulator.stamps import iso_stamp
from runbook.simulator.truework.bodies import canceled_order_body, events_body, order_body, page
from runbook.simulator.truework.seeds import ORDERS, built_in_fault, seeded_order
from runbook.simulator.truework.signing import sign
from runbook.simulator.truework.state import Modes, Order, State, Terminal
from runbook.values.json import Json

_ACCEPTED = frozenset({None, "*/*", "application/json", "application/json; version=2023-10-30"})
_PAGE = 25


def error(status: int, message: str, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    """Truework's envelope, the same for every status [D]."""
    return json_response(status, {"error": {"message": message}}, headers)


def cancel_order(state: State, call: Call) -> Reaction[State]:
    """PUT /orders/{order_id}/cancel."""
    order = _find(state, call)
    if isinstance(order, Response):
        return Reaction(state, order)
    order = order.overtake(iso_stamp(call.at))
    state = state.with_order(order)
    terminal = any(one.state.terminal for one in order.requests or ())
    if terminal and state.modes.terminal is Terminal.REJECT:
        return Reaction(state, error(400, "Verification request is in a terminal state"))
    body = call.body if isinstance(call.body, dict) else {}
    details = body.get("cancellation_details")
    left = order.cancel(str(body.get("cancellation_reason")), details if isinstance(details, str) else None)
    return Reaction(state.with_order(left), json_response(200, canceled_order_body(left)), applied=left != order)


def read_order(state: State, call: Call) -> Reaction[State]:
    """GET /orders/{order_id}."""
    order = _find(state, call)
    return Reaction(state, order if isinstance(order, Response) else json_response(200, order_body(order)))


def read_events(state: State, call: Call) -> Reaction[State]:
    """GET /orders/{order_id}/events."""
    order = _find(state, call)
    if isinstance(order, Response):
        return Reaction(state, order)
    return Reaction(state, json_response(200, events_body(order, *_window(call))))


def list_orders(state: State, call: Call) -> Reaction[State]:
    """GET /orders."""
    known = {**{order.id: order for order in ORDERS}, **state.orders}
    chosen: list[Json] = [order_body(order) for order in known.values() if _wanted(order, call.query)]
    return Reaction(state, json_response(200, page(chosen, "/orders", *_window(call))))


def _wanted(order: Order, query: Mapping[str, str]) -> bool:
    if "search_key" in query and order.search_key != query["search_key"]:
        return False
    ids = {f"{order.id}.{one.id}" for one in order.requests or ()}
    return "verification_id" not in query or query["verification_id"] in ids


def _window(call: Call) -> tuple[int, int]:
    return max(int(call.query.get("limit", _PAGE)), 1), max(int(call.query.get("offset", 0)), 0)


def _find(state: State, call: Call) -> Order | Response:
    id = call.arguments["order_id"]
    order = state.orders.get(id) or seeded_order(id)
    if order is None:
        return error(state.modes.unknown, "Order not found")
    return error(451, "Frozen SSN") if order.frozen else order


def _guarded(route: Route[State]) -> Route[State]:
    """A route behind what every call meets first: the limit of requests and the version."""

    def react(state: State, call: Call) -> Reaction[State]:
        state = state.asked(call.subject, call.at)
        if state.over_rate(call.subject):
            headers = (("retry-after", "1"),) if state.modes.retry_after else ()
            return Reaction(state, error(429, "Request was throttled", headers))
        if call.accept not in _ACCEPTED:
            return Reaction(state, error(406, "An invalid API version was requested"))
        return route.react(state, call)

    return Route(react, route.key, reads=route.reads)


ROUTES: Mapping[tuple[str, str], Route[State]] = {
    place: _guarded(route)
    for place, route in {
        ("PUT", "/orders/{order_id}/cancel"): Route(cancel_order, "order_id"),
        ("GET", "/orders/{order_id}"): Route(read_order, "order_id", reads=True),
        ("GET", "/orders/{order_id}/events"): Route(read_events, "order_id", reads=True),
        ("GET", "/orders"): Route(list_orders, reads=True),
    }.items()
}


@frozen
class Truework:
    """The Truework orders API."""

    modes: Modes = field(default_factory=Modes)

    @property
    def name(self) -> str:
        """The name of its contract."""
        return "truework"

    @property
    def routes(self) -> Mapping[tuple[str, str], Route[State]]:
        """What it can be asked."""
        return ROUTES

    def initial(self) -> State:
        """Nothing touched yet."""
        return State(modes=self.modes)

    def plant(self, state: State, like: str, id: str) -> State | None:
        """A fresh order that is as the seed `like` is."""
        order = seeded_order(like)
        return None if order is None else state.with_order(replace(order, id=id))

    def with_modes(self, state: State, changes: Mapping[str, Json]) -> State:
        """The state with some of its modes set anew. Errors: ModeError."""
        return replace(state, modes=changed_modes(state.modes, changes))

    def described_modes(self, state: State) -> dict[str, Json]:
        """How its modes are set."""
        return described_modes(state.modes)

    def identify(self, state: State, received: Received, *, reads: bool) -> str | Response:
        """The key's account; a key of production is none of ours [I]."""
        key = received.bearer or ""
        if key in TRUEWORK_KEYS:
            return TRUEWORK_KEYS[key]
        foreign = key.startswith("tw_sk_") and not key.startswith("tw_sk_test_")
        return error(401, "A production key was used in the sandbox" if foreign else "Invalid token")

    def scope(self, key: str, subject: str) -> str:
        """An order is read by its id."""
        return key

    def refuse(self, problem: Problem) -> Response:
        """What breaks the contract."""
        return error(problem.status, "Invalid field values provided: " + "; ".join(problem.texts))

    def failure(self) -> Response:
        """A 500."""
        return error(500, "Internal server error")

    def too_many(self, headers: tuple[tuple[str, str], ...]) -> Response:
        """A 429."""
        return error(429, "Request was throttled", headers)

    def ok_with_error(self) -> Response:
        """A 200 that says no."""
        return error(200, "Invalid field values provided")

    def built_in_fault(self, key: str) -> Fault | None:
        """The fault that an order id asks for."""
        return built_in_fault(key)

    def finish(self, response: Response, at: float) -> Response:
        """Every JSON answer is signed [D]."""
        return sign(response, at) if response.body else response
