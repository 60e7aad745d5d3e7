"""KarmaCheck's rules of cancelling, and a machine that is asked anything in any order."""

import json

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from runbook.simulator.exchange import Reaction
from runbook.simulator.identities import KARMACHECK_GROUP
from runbook.simulator.karmacheck.bodies import case_data_id
from runbook.simulator.karmacheck.cancelling import archive_case, cancel_case, cancel_search, cancel_services
from runbook.simulator.karmacheck.catalogue import EDUCATION_SERVICE_ID, Primary, ServiceStatus
from runbook.simulator.karmacheck.reading import read_case_data
from runbook.simulator.karmacheck.seeds import CASES, seeded_case
from runbook.simulator.karmacheck.state import Case, Modes, ServicesCancel, State
from tests.simulator.calls import made


def case_call(case: str, body=None):
    return made({"caseId": case}, body, subject=KARMACHECK_GROUP)


def services(state: State, case: str, *ids: str) -> Reaction[State]:
    return cancel_services(state, case_call(case, {"serviceIds": list(ids)}))


def message(reaction: Reaction[State]) -> str:
    return json.loads(reaction.response.body)["message"]


def canceled(state: State, case: str) -> list[str]:
    return [one.id for one in state.cases[case].services if one.status is ServiceStatus.CANCELED]


def test_a_cancel_takes_effect_once() -> None:
    first = cancel_case(State(), case_call("c-plain"))
    second = cancel_case(first.state, case_call("c-plain"))
    assert (first.response.status, first.response.body, first.applied) == (200, b"", True)
    assert (second.response.status, message(second), second.applied) == (422, "Unable to cancel case.", False)
    assert second.state == first.state


def test_the_primary_status_of_a_cancelled_case_is_a_mode() -> None:
    state = State(modes=Modes(canceled_primary=Primary.PENDING))
    assert cancel_case(state, case_call("c-plain")).state.cases["c-plain"].primary is Primary.PENDING


def test_an_ssn_trace_goes_only_with_its_searches() -> None:
    alone = services(State(), "c-trace", "s-trace")
    assert (alone.response.status, alone.applied) == (422, False)
    assert message(alone).startswith("SSN Trace is required")
    together = services(State(), "c-trace", "s-trace", "s-county")
    assert (together.response.status, together.applied) == (200, True)


@pytest.mark.parametrize(
    ("mode", "left"), [(ServicesCancel.ATOMIC, []), (ServicesCancel.PARTIAL, ["s1"])], ids=lambda one: str(one)
)
def test_what_a_422_leaves_behind_is_a_mode(mode: ServicesCancel, left: list[str]) -> None:
    reaction = services(State(modes=Modes(services_cancel=mode)), "c-91", "s1", "s2")
    assert message(reaction) == "Service cannot be canceled."
    assert reaction.applied is bool(left)
    assert (canceled(reaction.state, "c-91") if left else []) == left


def test_a_service_that_the_case_does_not_have_cannot_be_cancelled() -> None:
    assert services(State(), "c-91", "s1", "nonsense").response.status == 422


def test_an_empty_list_is_refused_with_a_list_of_messages() -> None:
    refused = services(State(), "c-91")
    assert refused.response.status == 400
    assert message(refused) == ["serviceIds should not be empty"]


def test_the_404s_differ() -> None:
    assert cancel_case(State(), case_call("c-unknown")).response.body == b""
    assert services(State(), "c-unknown", "s1").response.body == b"{}"
    assert archive_case(State(), case_call("c-unknown")).response.body == b"Invalid case"


def test_whether_the_last_service_takes_the_case_along_is_a_mode() -> None:
    stays = services(State(), "c-plain", "s1", "s2")
    goes = services(State(modes=Modes(last_service_cancels=True)), "c-plain", "s1", "s2")
    assert not stays.state.cases["c-plain"].canceled
    assert goes.state.cases["c-plain"].canceled


def test_archiving_an_early_case_cancels_it() -> None:
    early = archive_case(State(), case_call("c-invited"))
    later = archive_case(State(), case_call("c-plain"))
    assert early.response.body == later.response.body == b"success"
    assert early.state.cases["c-invited"].canceled
    assert not later.state.cases["c-plain"].canceled
    assert not archive_case(later.state, case_call("c-plain")).applied


def search(state: State, service: str, search_id: str = "search-1", case: str = "c-catalogue") -> Reaction[State]:
    arguments = {"caseDataId": case_data_id(case, service), "searchId": search_id}
    return cancel_search(state, made(arguments, subject=KARMACHECK_GROUP))


def test_an_education_search_can_be_cancelled_once() -> None:
    first = search(State(), EDUCATION_SERVICE_ID)
    assert (first.response.status, first.applied) == (200, True)
    assert search(first.state, EDUCATION_SERVICE_ID).response.status == 400
    assert search(State(modes=Modes(search_status=204)), EDUCATION_SERVICE_ID).response.status == 204


def test_searches_that_are_not_there_are_404() -> None:
    assert search(State(), EDUCATION_SERVICE_ID, "nonsense").response.status == 404
    assert search(State(), "nonsense").response.status == 404


def test_the_record_of_a_copied_case_is_known_once_it_was_read() -> None:
    copy = "c-catalogue--0001"
    assert search(State(), EDUCATION_SERVICE_ID, case=copy).response.status == 404
    arguments = {"caseId": copy, "serviceTypeId": "30bc2c03-c8dd-409a-8da6-e0070ea6a681"}
    read = read_case_data(State(), made(arguments, subject=KARMACHECK_GROUP))
    assert search(read.state, EDUCATION_SERVICE_ID, case=copy).response.status == 200


OURS = [case.id for case in CASES if case.group == KARMACHECK_GROUP]
SERVICES = sorted({service.id for case in CASES for service in case.services})


class AnyOrder(RuleBasedStateMachine):
    """Cancels of anything in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State()
        self.cancelled_cases: dict[str, int] = {}
        self.over: dict[tuple[str, str], ServiceStatus] = {}

    def case(self, id: str) -> Case:
        case = self.state.cases.get(id) or seeded_case(id)
        assert case is not None
        return case

    def react(self, reaction: Reaction[State]) -> Reaction[State]:
        assert reaction.applied is (reaction.state != self.state)
        assert not reaction.applied or reaction.response.status in (200, 422)
        self.state = reaction.state
        return reaction

    @rule(id=st.sampled_from(OURS))
    def cancel_case(self, id: str) -> None:
        was = self.case(id)
        reaction = self.react(cancel_case(self.state, case_call(id)))
        assert reaction.applied is (reaction.response.status == 200)
        if reaction.applied:
            assert was.began is None
            self.cancelled_cases[id] = self.cancelled_cases.get(id, 0) + 1

    @rule(id=st.sampled_from(OURS), chosen=st.lists(st.sampled_from(SERVICES), max_size=3))
    def cancel_services(self, id: str, chosen: list[str]) -> None:
        reaction = self.react(services(self.state, id, *chosen))
        if reaction.response.status == 200:
            assert set(chosen) <= set(canceled(self.state, id))

    @rule(id=st.sampled_from(OURS))
    def archive(self, id: str) -> None:
        self.react(archive_case(self.state, case_call(id)))

    @invariant()
    def a_case_is_cancelled_at_most_once_and_stays_so(self) -> None:
        assert all(count == 1 for count in self.cancelled_cases.values())
        assert all(self.case(id).canceled for id in self.cancelled_cases)

    @invariant()
    def what_is_over_stays_as_it_is(self) -> None:
        for id in OURS:
            for service in self.case(id).services:
                if service.status is not ServiceStatus.PENDING:
                    assert self.over.setdefault((id, service.id), service.status) is service.status

    @invariant()
    def no_criminal_search_loses_its_trace_before_its_case(self) -> None:
        case = self.case("c-trace")
        trace, county = case.services
        if trace.status is ServiceStatus.CANCELED:
            assert county.status is ServiceStatus.CANCELED


AnyOrder.TestCase.settings = settings(deadline=None, max_examples=40, stateful_step_count=25)
TestAnyOrder = AnyOrder.TestCase
