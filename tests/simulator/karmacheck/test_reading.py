"""What KarmaCheck shows, and to whom."""

import json

from runbook.simulator.identities import KARMACHECK_GROUP, KARMACHECK_OTHER_GROUP
from runbook.simulator.karmacheck.cancelling import archive_case
from runbook.simulator.karmacheck.reading import list_all_cases, list_cases, read_case, read_case_data, read_services
from runbook.simulator.karmacheck.state import State
from tests.simulator.calls import made
from tests.simulator.contract import breaks


def ids(reaction) -> list[str]:
    return [case["id"] for case in json.loads(reaction.response.body)["cases"]]


def call(case: str, **more: str):
    return made({"caseId": case, **more}, subject=KARMACHECK_GROUP)


def test_reading_a_case_answers_a_list_of_one() -> None:
    assert ids(read_case(State(), call("c-91"))) == ["c-91"]


def test_unknown_cases_are_403_when_read_and_404_for_services() -> None:
    assert read_case(State(), call("c-unknown")).response.status == 403
    assert read_case_data(State(), call("c-unknown", serviceTypeId="x")).response.status == 403
    assert read_services(State(), call("c-unknown")).response.status == 404
    assert read_services(State(), call("c-elsewhere")).response.status == 403


def test_a_group_sees_its_own_cases_only() -> None:
    assert "c-elsewhere" not in ids(list_cases(State(), made(subject=KARMACHECK_GROUP)))
    assert ids(list_cases(State(), made(subject=KARMACHECK_OTHER_GROUP))) == ["c-elsewhere"]


def test_archived_cases_stand_only_in_the_whole_list() -> None:
    state = archive_case(State(), call("c-plain")).state
    listed = list_cases(state, made(subject=KARMACHECK_GROUP))
    assert "c-plain" not in ids(listed)
    assert "c-plain" in ids(list_all_cases(state, made(subject=KARMACHECK_GROUP)))
    assert breaks("karmacheck", "list_cases", 200, json.loads(listed.response.body)) == []


def test_a_read_changes_nothing_that_can_be_seen() -> None:
    before = read_case(State(), call("c-91"))
    data = read_case_data(State(), call("c-91", serviceTypeId="30bc2c03-c8dd-409a-8da6-e0070ea6a681"))
    assert not before.applied
    assert not data.applied
    assert read_case(data.state, call("c-91")).response == before.response
