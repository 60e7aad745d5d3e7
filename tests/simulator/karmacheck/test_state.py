"""Cases and services by themselves."""

from runbook.simulator.karmacheck.catalogue import Invitation, Primary, ServiceKind, ServiceStatus
from runbook.simulator.karmacheck.state import Case, Service, State

DONE = Service("done", status=ServiceStatus.CLEAR)
OPEN = Service("open", searches={"search-1": False})
BUSY = Service("busy", underway=True)
TRACE = Service("trace", ServiceKind.SSN_TRACE)
COUNTY = Service("county", ServiceKind.COUNTY)


def test_only_a_pending_service_that_nobody_works_on_is_cancelable() -> None:
    assert [one.cancelable for one in (OPEN, BUSY, DONE, OPEN.canceled())] == [True, False, False, False]


def test_a_cancelled_case_takes_what_is_pending_with_it_and_leaves_what_is_done() -> None:
    case = Case("c", (DONE, OPEN, BUSY), invitation=Invitation.PENDING).cancel(Primary.COMPLETE)
    assert case.canceled
    assert [one.status.value for one in case.services] == ["clear", "canceled", "canceled"]
    assert case.services[1].searches == {"search-1": True}
    assert case.invitation is Invitation.CANCELLED


def test_a_completed_invitation_stays_completed() -> None:
    assert Case("c").cancel(Primary.COMPLETE).invitation is Invitation.COMPLETED


def test_a_trace_is_needed_while_a_criminal_search_stays() -> None:
    case = Case("c", (TRACE, COUNTY, OPEN))
    assert case.strands_searches(frozenset({"trace"}))
    assert not case.strands_searches(frozenset({"trace", "county"}))
    assert not case.strands_searches(frozenset({"open"}))
    assert not case.with_service(COUNTY.canceled()).strands_searches(frozenset({"trace"}))


def test_a_state_is_never_changed() -> None:
    state = State()
    assert state.with_case(Case("c")).cases.keys() == {"c"}
    assert state.cases == {}
