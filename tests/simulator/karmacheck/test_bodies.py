"""The JSON of cases, services and case data, held against the contract."""

import json

import pytest

from runbook.simulator.karmacheck.bodies import case_data_body, case_data_id, cases_body, services_body
from runbook.simulator.karmacheck.catalogue import SCREENING_TYPE_ID
from runbook.simulator.karmacheck.seeds import CASES
from runbook.simulator.karmacheck.state import Case
from tests.simulator.contract import breaks


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_body_keeps_the_contract(case: Case) -> None:
    assert breaks("karmacheck", "get_case", 200, cases_body((case,))) == []
    assert breaks("karmacheck", "list_services", 200, services_body(case)) == []
    assert breaks("karmacheck", "get_case_data", 200, case_data_body(case, SCREENING_TYPE_ID)) == []


def test_without_a_record_the_member_is_absent() -> None:
    assert case_data_body(CASES[0], "service-type-payment") == {}
    assert case_data_body(Case("c"), SCREENING_TYPE_ID) == {}


def test_a_secondary_status_is_absent_where_there_is_none() -> None:
    (summary,) = cases_body((Case("c"),))["cases"]  # type: ignore[index,call-overload,misc]
    assert "secondaryStatus" not in summary


def test_details_are_json_as_text_with_the_searches_that_can_be_cancelled() -> None:
    case = next(case for case in CASES if case.id == "c-catalogue")
    records = json.loads(json.dumps(case_data_body(case, SCREENING_TYPE_ID)))["data"]
    assert json.loads(records[2]["details"])["records"][0]["searchId"] == "search-1"
    assert records[0]["detailsObject"] == {}


def test_ids_of_case_data_are_stable_and_differ() -> None:
    assert case_data_id("a", "b") == case_data_id("a", "b") != case_data_id("a", "c")
