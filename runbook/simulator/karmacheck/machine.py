"""KarmaCheck as a machine: its routes, its credentials, its ways to refuse."""

from collections.abc import Mapping

from runbook.frozen import field, frozen, replace
from runbook.simulator.exchange import Call, Problem, Reaction, Received, Response, json_response
from runbook.simulator.faults import Fault
from runbook.simulator.identities import KARMACHECK_GROUP, KARMACHECK_KEYS, KARMACHECK_REVOKED, karmacheck_token
from runbook.simulator.karmacheck import cancelling, reading
from runbook.simulator.karmacheck.lookup import FORBIDDEN, error
from runbook.simulator.karmacheck.seeds import built_in_fault, seeded_case
from runbook.simulator.karmacheck.state import Modes, State
from runbook.simulator.machine import Route
from runbook.simulator.modes import changed_modes, described_modes
from runbook.simulator.tokens import read_token
from runbook.values.json import Json


def authenticate(state: State, call: Call) -> Reaction[State]:
    """POST /auth/api: a key and a client access token become a token of their group."""
    body = call.body if isinstance(call.body, dict) else {}
    if (body.get("apiKey"), body.get("clientAccessToken")) != KARMACHECK_KEYS:
        return Reaction(state, FORBIDDEN)
    token = karmacheck_token("kc-sim-minted")
    minted: Json = {"id": "kc-sim-minted", "username": "api-user", "token": token, "groupProfileId": KARMACHECK_GROUP}
    return Reaction(state, json_response(200, minted))


ROUTES: Mapping[tuple[str, str], Route[State]] = {
    ("POST", "/auth/api"): Route(authenticate, open=True, reads=True),
    ("GET", "/case/id/{caseId}"): Route(reading.read_case, "caseId", reads=True),
    ("GET", "/case/id/{caseId}/services"): Route(reading.read_services, "caseId", reads=True),
    ("GET", "/case/id/{caseId}/data/{serviceTypeId}"): Route(reading.read_case_data, "caseId", reads=True),
    ("GET", "/case/list"): Route(reading.list_cases, reads=True),
    ("GET", "/case/list/all"): Route(reading.list_all_cases, reads=True),
    ("POST", "/case/id/{caseId}/cancel"): Route(cancelling.cancel_case, "caseId"),
    ("POST", "/case/id/{caseId}/services/cancel"): Route(cancelling.cancel_services, "caseId"),
    ("POST", "/case/data/id/{caseDataId}/search/id/{searchId}/cancel"): Route(cancelling.cancel_search, "caseDataId"),
    ("POST", "/case/archive/{caseId}"): Route(cancelling.archive_case, "caseId"),
}


@frozen
class KarmaCheck:
    """The KarmaCheck API."""

    modes: Modes = field(default_factory=Modes)

    @property
    def name(self) -> str:
        """The name of its contract."""
        return "karmacheck"

    @property
    def routes(self) -> Mapping[tuple[str, str], Route[State]]:
        """What it can be asked."""
        return ROUTES

    def initial(self) -> State:
        """Nothing touched yet."""
        return State(modes=self.modes)

    def plant(self, state: State, like: str, id: str) -> State | None:
        """A fresh case that is as the seed `like` is."""
        case = seeded_case(like)
        return None if case is None else state.with_case(replace(case, id=id))

    def with_modes(self, state: State, changes: Mapping[str, Json]) -> State:
        """The state with some of its modes set anew. Errors: ModeError."""
        return replace(state, modes=changed_modes(state.modes, changes))

    def described_modes(self, state: State) -> dict[str, Json]:
        """How its modes are set."""
        return described_modes(state.modes)

    def identify(self, state: State, received: Received, *, reads: bool) -> str | Response:
        """The token's group. Reads refuse with 403, cancels with 401 [D]."""
        claims = read_token(received.bearer or "")
        group = None if claims is None or claims.get("jti") == KARMACHECK_REVOKED else claims.get("groupProfileId")
        if isinstance(group, str):
            return group
        return FORBIDDEN if reads else error(401, "Unauthorized")

    def scope(self, key: str, subject: str) -> str:
        """A case is read by its id."""
        return key

    def refuse(self, problem: Problem) -> Response:
        """What breaks the contract."""
        return error(problem.status, list(problem.texts))

    def failure(self) -> Response:
        """The 500 that both cancels share [D]."""
        return error(500, "An error has occurred while canceling the case")

    def too_many(self, headers: tuple[tuple[str, str], ...]) -> Response:
        """A 429, which KarmaCheck does not declare [S]."""
        refusal = error(429, "Too Many Requests")
        return Response(refusal.status, refusal.body, (*refusal.headers, *headers))

    def ok_with_error(self) -> Response:
        """A 200 that says no."""
        return Response(200, error(422, "Unable to cancel case.").body, (("content-type", "application/json"),))

    def built_in_fault(self, key: str) -> Fault | None:
        """The fault that a case id asks for."""
        return built_in_fault(key)

    def finish(self, response: Response, at: float) -> Response:
        """KarmaCheck signs nothing."""
        return response
