import pytest

from runbook import __version__
from runbook.providers.contract import Location
from runbook.providers.given import Given
from runbook.providers.headers import build_headers
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, Unknown, Value
from tests.providers.operations import operation, parameter

OURS = {"accept": "application/json", "accept-encoding": "identity", "user-agent": f"runbook/{__version__}"}


def given(name: str, value: Value, location: Location = Location.HEADER) -> Given:
    return Given(name, parameter(name, location), value)


def test_our_own_headers_come_without_asking() -> None:
    headers, problems = build_headers(operation(), (), None, None)
    assert dict(headers) == OURS
    assert problems == []


def test_a_body_brings_its_media_type() -> None:
    headers, _ = build_headers(operation(), (), "application/json", None)
    assert dict(headers)["content-type"] == "application/json"


def test_a_parameter_replaces_ours_and_names_are_in_lower_case() -> None:
    headers, _ = build_headers(operation(), [given("Accept", "application/json; version=1")], None, None)
    assert dict(headers) == OURS | {"accept": "application/json; version=1"}


def test_no_idempotency_header_unless_the_contract_has_one() -> None:
    assert dict(build_headers(operation(), (), None, "k-1")[0]) == OURS
    headers, _ = build_headers(operation(idempotency_key="Idempotency-Key"), (), None, "k-1")
    assert dict(headers)["idempotency-key"] == "k-1"


def test_cookies_are_only_those_that_the_contract_declares_as_parameters() -> None:
    headers, _ = build_headers(
        operation(), [given("a", "1;2", Location.COOKIE), given("b", "x", Location.COOKIE)], None, None
    )
    assert dict(headers)["cookie"] == "a=1%3B2; b=x"


@pytest.mark.parametrize("value", ["a\r\nx-evil: 1", "a\nb", "\x00", "🙂", "", " a", "a "])
def test_what_a_header_cannot_carry_is_refused_without_showing_it(value: str) -> None:
    _, problems = build_headers(operation(), [given("X-Note", value)], None, None)
    assert [one.argument for one in problems] == ["X-Note"]
    assert "evil" not in problems[0].message


def test_an_unknown_part_stays_unknown() -> None:
    partial = PartialText(("run ", Unknown(STRING, "x")))
    headers, problems = build_headers(operation(), [given("X-Note", partial)], None, None)
    assert problems == []
    assert dict(headers)["x-note"] == partial
