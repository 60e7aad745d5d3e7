"""When KarmaCheck cancels, and what it says when it does not (PROVIDERS.md 5)."""

from runbook.frozen import replace
from runbook.simulator.exchange import Call, Reaction, Response, json_response, text_response
from runbook.simulator.karmacheck.bodies import case_data_id
from runbook.simulator.karmacheck.catalogue import SEARCHABLE, Primary, Secondary
from runbook.simulator.karmacheck.lookup import FORBIDDEN, error, find
from runbook.simulator.karmacheck.seeds import CASES
from runbook.simulator.karmacheck.state import Case, Service, ServicesCancel, State
from runbook.simulator.stamps import iso_stamp

_STARTED = "Cannot cancel a case that has already started."
_UNABLE = "Unable to cancel case."
_SERVICE = "Service cannot be canceled."
_TRACE = "SSN Trace is required when County, State, or Federal Criminal Search are ordered."
_OK = Response(200)
_ARCHIVED_EARLY = frozenset({Secondary.WAITING, Secondary.AUTHORIZING})


def cancel_case(state: State, call: Call) -> Reaction[State]:
    """POST /case/id/{caseId}/cancel."""
    case = find(state, call.arguments["caseId"], call.subject, unknown=Response(404))
    if isinstance(case, Response):
        return Reaction(state, case)
    refusal = _case_refusal(case)
    if refusal is not None:
        return Reaction(state, error(422, refusal))
    return _changed(state, case.cancel(state.modes.canceled_primary), call, _OK)


def _case_refusal(case: Case) -> str | None:
    if case.canceled or case.primary is Primary.ADJUDICATED or case.pre_adverse:
        return _UNABLE
    return _STARTED if case.began is not None else None


def cancel_services(state: State, call: Call) -> Reaction[State]:
    """POST /case/id/{caseId}/services/cancel."""
    case = find(state, call.arguments["caseId"], call.subject, unknown=json_response(404, {}))
    if isinstance(case, Response):
        return Reaction(state, case)
    ids = _service_ids(call)
    if not ids:
        return Reaction(state, error(400, ["serviceIds should not be empty"]))
    if case.strands_searches(frozenset(ids)):
        return Reaction(state, error(422, _TRACE))
    services = [case.service(id) for id in ids]
    accepted = [one for one in services if one is not None and one.cancelable]
    if len(accepted) == len(services):
        return _changed(state, _without(state, case, frozenset(ids)), call, _OK)
    return _refused(state, case, services, call)


def _service_ids(call: Call) -> tuple[str, ...]:
    listed = call.body["serviceIds"] if isinstance(call.body, dict) else []
    return tuple(str(id) for id in listed) if isinstance(listed, list) else ()


def _refused(state: State, case: Case, services: list[Service | None], call: Call) -> Reaction[State]:
    """The 422, with or without the services that stood before the one that could not be cancelled."""
    refusal = error(422, _SERVICE)
    first = next(index for index, one in enumerate(services) if one is None or not one.cancelable)
    before = frozenset(one.id for one in services[:first] if one is not None)
    if state.modes.services_cancel is ServicesCancel.ATOMIC or not before:
        return Reaction(state, refusal)
    return _changed(state, case.cancel_services(before), call, refusal)


def _without(state: State, case: Case, ids: frozenset[str]) -> Case:
    left = case.cancel_services(ids)
    if state.modes.last_service_cancels and not any(one.status.value == "pending" for one in left.services):
        return left.cancel(state.modes.canceled_primary)
    return left


def cancel_search(state: State, call: Call) -> Reaction[State]:
    """POST /case/data/id/{caseDataId}/search/id/{searchId}/cancel; education and employment only."""
    found = _record(state, call.arguments["caseDataId"])
    if found is None:
        return Reaction(state, error(404, "Case data not found"))
    case, service = found
    if case.group != call.subject:
        return Reaction(state, FORBIDDEN)
    search = call.arguments["searchId"]
    if search not in service.searches:
        return Reaction(state, error(404, "Search not found"))
    if service.kind not in SEARCHABLE or service.searches[search] or service.underway or not service.cancelable:
        return Reaction(state, error(400, "Search cannot be canceled"))
    left = replace(service, searches={**service.searches, search: True})
    return _changed(state, case.with_service(left), call, Response(state.modes.search_status))


def _record(state: State, case_data: str) -> tuple[Case, Service] | None:
    """Only of cases that were read or are seeded: nobody can know the id of another."""
    known = {**{case.id: case for case in CASES}, **state.cases}
    for case in known.values():
        for service in case.services:
            if case_data_id(case.id, service.id) == case_data:
                return case, service
    return None


def archive_case(state: State, call: Call) -> Reaction[State]:
    """POST /case/archive/{caseId}, which also cancels a case that is still early [S]."""
    case = find(state, call.arguments["caseId"], call.subject, unknown=text_response(404, "Invalid case"))
    if isinstance(case, Response):
        return Reaction(state, case)
    answer = text_response(200, "success")
    if case.archived:
        return Reaction(state, answer)
    early = case.secondary in _ARCHIVED_EARLY or case.primary is Primary.BLOCKED
    left = case.cancel(state.modes.canceled_primary) if early else case
    return _changed(state, replace(left, archived=True), call, answer)


def _changed(state: State, case: Case, call: Call, response: Response) -> Reaction[State]:
    return Reaction(state.with_case(replace(case, modified=iso_stamp(call.at))), response, applied=True)
