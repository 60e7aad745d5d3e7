"""What KarmaCheck shows."""

from runbook.simulator.exchange import Call, Reaction, Response, json_response
from runbook.simulator.karmacheck.bodies import case_data_body, cases_body, services_body
from runbook.simulator.karmacheck.lookup import FORBIDDEN, error, find
from runbook.simulator.karmacheck.seeds import CASES
from runbook.simulator.karmacheck.state import Case, State


def read_case(state: State, call: Call) -> Reaction[State]:
    """GET /case/id/{caseId}; an unknown case is a 403 [D]."""
    case = find(state, call.arguments["caseId"], call.subject, unknown=FORBIDDEN)
    if isinstance(case, Response):
        return Reaction(state, case)
    return Reaction(state, json_response(200, cases_body((case,))))


def read_services(state: State, call: Call) -> Reaction[State]:
    """GET /case/id/{caseId}/services."""
    case = find(state, call.arguments["caseId"], call.subject, unknown=error(404, "Case not found"))
    if isinstance(case, Response):
        return Reaction(state, case)
    return Reaction(state, json_response(200, services_body(case)))


def read_case_data(state: State, call: Call) -> Reaction[State]:
    """GET /case/id/{caseId}/data/{serviceTypeId}; from then on the ids of its records are known."""
    case = find(state, call.arguments["caseId"], call.subject, unknown=FORBIDDEN)
    if isinstance(case, Response):
        return Reaction(state, case)
    body = case_data_body(case, call.arguments["serviceTypeId"])
    return Reaction(state.with_case(case), json_response(200, body))


def list_cases(state: State, call: Call) -> Reaction[State]:
    """GET /case/list: the active cases of the token's group."""
    active = tuple(case for case in _visible(state, call.subject) if not case.archived)
    return Reaction(state, json_response(200, cases_body(active)))


def list_all_cases(state: State, call: Call) -> Reaction[State]:
    """GET /case/list/all: the archived ones too."""
    return Reaction(state, json_response(200, cases_body(_visible(state, call.subject))))


def _visible(state: State, group: str) -> tuple[Case, ...]:
    known = {**{case.id: case for case in CASES}, **state.cases}
    return tuple(case for case in known.values() if case.group == group)
