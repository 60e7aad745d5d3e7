"""Vault as a machine: one cancel, one list, and 400 for everything else."""

from collections.abc import Mapping

from runbook.frozen import field, frozen, replace
from runbook.simulator.exchange import Call, Problem, Reaction, Received, Response, json_response
from runbook.simulator.faults import Fault
from runbook.simulator.machine import Route
from runbook.simulator.modes import changed_modes, described_modes
from runbook.simulator.tokens import read_token
from runbook.simulator.vault.seeds import ROWS, built_in_fault, seeded_row
from runbook.simulator.vault.state import CardRequest, Modes, Repeat, State
from runbook.values.json import Json

_SORRY = "Sorry for inconvenience. We're fixing the issue. If you have urgent questions, contact support"
_OK = json_response(200, {"result": "ok"})


def error(status: int, name: str, number: int, message: str) -> Response:
    """Vault's envelope; `number` is no HTTP status."""
    return json_response(status, {"error": name, "errorId": number, "message": message, "systemId": "core"})


_COMMON = error(400, "COMMON", 0, _SORRY)


def cancel_request(state: State, call: Call) -> Reaction[State]:
    """POST /v2/card/card-requests/{id}/cancel."""
    id = int(call.arguments["id"])
    gone = state.canceled.get(id)
    if gone is not None and gone.user == call.subject and state.modes.repeat is Repeat.REFUND_AGAIN:
        return Reaction(state.refund(gone), _OK, applied=True)
    row = find(state, id)
    if row is None or row.user != call.subject or not row.cancelable:
        return Reaction(state, _COMMON)
    if row.transient:
        return Reaction(state.with_row(replace(row, transient=row.transient - 1)), _COMMON)
    return Reaction(state.cancel(row), _OK, applied=True)


def find(state: State, id: int) -> CardRequest | None:
    """The row of a card request, unless it is unknown or gone."""
    return state.touched[id] if id in state.touched else seeded_row(id)


def list_cards(state: State, call: Call) -> Reaction[State]:
    """GET /v2/card/list: the user's cards and card requests, the cancelled ones not among them [I]."""
    rows: dict[int, CardRequest | None] = {**{row.id: row for row in ROWS}, **state.touched}
    cards: list[Json] = [_card(row) for row in rows.values() if row is not None and row.user == call.subject]
    return Reaction(
        state, json_response(200, {"kycStatus": {"status": "APPROVED", "reason": None}, "cards": cards, "iban": None})
    )


def _card(row: CardRequest) -> Json:
    """One row; a request that is no card yet has no `id`."""
    card: dict[str, Json] = {
        "cardRequestId": row.id,
        "cardType": "PLASTIC",
        "status": row.status,
        "cardCompany": "VISA",
        "additionalStatuses": list(row.milestones),
    }
    return card if row.card is None else {"id": row.card, **card}


ROUTES: Mapping[tuple[str, str], Route[State]] = {
    ("POST", "/v2/card/card-requests/{id}/cancel"): Route(cancel_request, "id"),
    ("GET", "/v2/card/list"): Route(list_cards, reads=True),
}


@frozen
class Vault:
    """The Vault card API."""

    modes: Modes = field(default_factory=Modes)

    @property
    def name(self) -> str:
        """The name of its contract."""
        return "vault"

    @property
    def routes(self) -> Mapping[tuple[str, str], Route[State]]:
        """What it can be asked."""
        return ROUTES

    def initial(self) -> State:
        """Nothing touched yet."""
        return State(modes=self.modes)

    def plant(self, state: State, like: str, id: str) -> State | None:
        """A fresh row that is as the seed `like` is; both are numbers."""
        row = seeded_row(int(like)) if like.isdecimal() and id.isdecimal() else None
        return None if row is None else state.with_row(replace(row, id=int(id)))

    def with_modes(self, state: State, changes: Mapping[str, Json]) -> State:
        """The state with some of its modes set anew. Errors: ModeError."""
        return replace(state, modes=changed_modes(state.modes, changes))

    def described_modes(self, state: State) -> dict[str, Json]:
        """How its modes are set."""
        return described_modes(state.modes)

    def identify(self, state: State, received: Received, *, reads: bool) -> str | Response:
        """The token's user, unless it has expired."""
        claims = read_token(received.bearer or "") or {}
        user, expires = claims.get("sub"), claims.get("exp")
        if not isinstance(user, str) or not isinstance(expires, int):
            return error(401, "invalid_token", 0, "Invalid access token")
        return user if received.at < expires else error(401, "invalid_token", 0, "Access token expired")

    def scope(self, key: str, subject: str) -> str:
        """The only read is about all that a user has."""
        return subject

    def refuse(self, problem: Problem) -> Response:
        """What breaks the contract: 422 as errorId, 400 as status [D]."""
        return error(problem.status, "NOT_VALID_REQUEST_DATA", 422, "; ".join(problem.texts))

    def failure(self) -> Response:
        """A 500, which Vault does not declare."""
        return error(500, "COMMON", 0, _SORRY)

    def too_many(self, headers: tuple[tuple[str, str], ...]) -> Response:
        """A 429, which Vault does not declare."""
        refusal = error(429, "WAF_LOCK_NOT_IN_LIST", 429, "Too many requests")
        return Response(refusal.status, refusal.body, (*refusal.headers, *headers))

    def ok_with_error(self) -> Response:
        """A success with an error in it, as a live client expects [S]."""
        return Response(200, _COMMON.body, _COMMON.headers)

    def built_in_fault(self, key: str) -> Fault | None:
        """The fault that a number asks for."""
        return built_in_fault(int(key)) if key else None

    def finish(self, response: Response, at: float) -> Response:
        """Vault signs nothing."""
        return response
