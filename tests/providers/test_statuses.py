import pytest

from runbook.providers.statuses import declared_response
from tests.providers.operations import operation, response

EXACT = operation(responses=[response("200"), response("404")])
RANGES = operation(responses=[response("2XX"), response("4XX"), response("default")])
ONLY_DEFAULT = operation(responses=[response("default")])
SUCCESS_AND_DEFAULT = operation(responses=[response("200"), response("default")])


@pytest.mark.parametrize("status", [0, 99, 100, 101, 103, 199, 299, 300, 301, 302, 303, 304, 307, 308, 399, 600, 999])
@pytest.mark.parametrize("contract", [EXACT, RANGES, ONLY_DEFAULT, SUCCESS_AND_DEFAULT])
def test_an_odd_status_is_undeclared_whatever_the_contract_says(contract, status: int) -> None:
    assert declared_response(contract, status) is None


def test_an_odd_success_needs_its_own_number() -> None:
    declared = declared_response(operation(responses=[response("299")]), 299)
    assert declared is not None


def test_a_redirect_is_undeclared_even_when_it_is_declared() -> None:
    assert declared_response(operation(responses=[response("302"), response("3XX")]), 302) is None


def test_the_number_wins_over_the_range_and_the_range_over_the_default() -> None:
    both = operation(responses=[response("4XX"), response("404"), response("default")])
    assert [declared_response(both, status).status for status in (404, 409, 500)] == ["404", "4XX", "default"]


def test_a_default_is_for_errors_where_a_success_is_declared() -> None:
    assert declared_response(SUCCESS_AND_DEFAULT, 201) is None
    assert declared_response(SUCCESS_AND_DEFAULT, 402).status == "default"
    assert declared_response(ONLY_DEFAULT, 200).status == "default"


def test_what_nobody_declared_is_undeclared() -> None:
    assert declared_response(EXACT, 500) is None
    assert declared_response(EXACT, 204) is None
