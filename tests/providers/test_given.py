from decimal import Decimal

import pytest

from runbook.providers.contract import Location
from runbook.providers.given import Given, given_parameters, given_problems
from runbook.values.shape import STRING
from runbook.values.unknown import SecretName, Unknown, Value
from tests.providers.operations import operation, parameter

VERSIONED = parameter("Accept", Location.HEADER, {"type": "string", "default": "v1"}, default="v1")
LIMIT = parameter("limit", Location.QUERY, {"type": "integer", "default": 25}, default=25)
KEY = parameter("key", Location.QUERY, {"type": ["string", "null"]})


def names(arguments: dict[str, Value]) -> list[str]:
    bound = {name: (Location.QUERY, name) for name in arguments}
    return [one.name for one in given_parameters(operation(parameters=[VERSIONED, LIMIT, KEY]), bound, arguments)]


def test_the_default_of_a_header_is_sent() -> None:
    assert names({}) == ["Accept"]


def test_null_leaves_an_optional_nullable_parameter_out() -> None:
    assert names({"key": None, "limit": 3}) == ["Accept", "limit"]


def test_null_is_refused_where_the_contract_does_not_know_it() -> None:
    assert list(given_problems(Given("limit", LIMIT, None)))


@pytest.mark.parametrize("value", [None, True, Decimal("1.5"), [], {}, "", SecretName("x")])
def test_a_path_and_a_header_take_no_value_that_is_not_text(value: Value) -> None:
    assert list(given_problems(Given("id", parameter("id", schema=True), value)))
    if value != "":
        assert list(given_problems(Given("h", parameter("h", Location.HEADER, True), value)))


def test_a_number_does_not_pass_for_text() -> None:
    assert list(given_problems(Given("id", parameter("id"), 7)))
    assert list(given_problems(Given("id", parameter("id", schema={"type": "integer"}), "7")))
    assert list(given_problems(Given("id", parameter("id"), "007"))) == []


def test_what_is_unknown_is_checked_later() -> None:
    assert list(given_problems(Given("id", parameter("id"), Unknown(STRING, "x")))) == []
