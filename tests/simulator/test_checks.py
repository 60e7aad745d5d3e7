"""Requests against contracts."""

import pytest

from runbook.simulator.checks import Checked, Checks
from runbook.simulator.exchange import Problem
from runbook.simulator.routes import Match
from runbook.simulator.shipped import shipped_operations
from tests.simulator.calls import received

JSON = {"content-type": "application/json"}
CHECKS = {name: Checks(lambda name=name: shipped_operations(name)) for name in ("karmacheck", "vault", "truework")}
SERVICES = ("POST", "/case/id/{caseId}/services/cancel")
CANCEL_CARD = ("POST", "/v2/card/card-requests/{id}/cancel")
ORDERS = ("GET", "/orders")


def check(provider: str, route: tuple[str, str], arguments=None, *, query="", headers=None, body=b"") -> list[str]:
    checks = CHECKS[provider]
    request = received(route[0], f"/x?{query}" if query else "/x", headers, body)
    found = checks.check(checks.operation(*route), Match(*route, arguments or {}), request)
    return list(found.texts) if isinstance(found, Problem) else []


def services(body: bytes, headers=JSON, query: str = "") -> list[str]:
    return check("karmacheck", SERVICES, {"caseId": "c-1"}, headers=headers, body=body, query=query)


def test_a_proper_request_says_what_it_says() -> None:
    checks = CHECKS["karmacheck"]
    request = received("POST", "/x", JSON, b'{"serviceIds": ["s1"]}')
    found = checks.check(checks.operation(*SERVICES), Match(*SERVICES, {"caseId": "c-1"}), request)
    assert found == Checked({}, {"serviceIds": ["s1"]})


@pytest.mark.parametrize(
    ("body", "headers", "query", "says"),
    [
        (b"", JSON, "", "body is missing"),
        (b'{"serviceIds": "s1"}', JSON, "", "breaks type"),
        (b'{"serviceIds": ["s1"], "x": 1}', JSON, "", "'x' was unexpected"),
        (b"{}", JSON, "", "'serviceIds' is a required"),
        (b'{"serviceIds": ["s1"]}', {}, "", "content-type is missing"),
        (b'{"serviceIds": ["s1"]}', JSON, "force=1", "query has force"),
        (b'{"serviceIds": ["s1"]}', {**JSON, "cookie": "a=b"}, "", "cookies must not travel"),
    ],
)
def test_a_request_that_breaks_the_contract_is_told_why(body: bytes, headers, query: str, says: str) -> None:
    (text,) = services(body, headers, query)
    assert says in text


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert len(services(b"{}", {**JSON, "cookie": "a=b"}, "force=1")) == 3


@pytest.mark.parametrize("id", ["abc", "1.5", "01", "+1", "1e3", "٣", " 1", str(2**63), "9" * 5000, "0", "-1"])
def test_an_integer_in_a_path_is_a_64_bit_integer_and_nothing_else(id: str) -> None:
    assert check("vault", CANCEL_CARD, {"id": id})


def test_the_largest_integer_is_one() -> None:
    assert check("vault", CANCEL_CARD, {"id": str(2**63 - 1)}) == []


def test_an_operation_without_a_body_takes_none_but_bears_its_content_type() -> None:
    assert check("vault", CANCEL_CARD, {"id": "1"}, headers=JSON) == []
    assert check("vault", CANCEL_CARD, {"id": "1"}, headers=JSON, body=b"{}") == ["the operation takes no body"]


def test_query_parameters_have_their_types() -> None:
    assert check("truework", ORDERS, query="limit=2&search_key=x") == []
    assert check("truework", ORDERS, query="limit=two") == ["limit is no 64-bit integer"]
    assert check("truework", ORDERS, query="limit=1&limit=2") == ["query has a name twice"]


def test_a_header_that_stands_twice_is_refused() -> None:
    checks = CHECKS["vault"]
    request = received("POST", "/x", None)
    twice = type(request)("POST", "/x", (("authorization", "a"), ("authorization", "b")), b"", 0.0)
    found = checks.check(checks.operation(*CANCEL_CARD), Match(*CANCEL_CARD, {"id": "1"}), twice)
    assert found == Problem(400, ("header authorization stands twice",))


def test_the_ledger_never_shows_members_that_hold_secrets() -> None:
    checks = CHECKS["karmacheck"]
    operation = checks.operation("POST", "/auth/api")
    whole = received("POST", "/auth/api", JSON, b'{"apiKey": "k", "clientAccessToken": "t"}')
    assert checks.visible_body(operation, whole) == '{"apiKey":"(secret)","clientAccessToken":"(secret)"}'
    for body in (b'{"apiKey": "k"', b'["k"]'):
        assert '"k"' not in checks.visible_body(operation, received("POST", "/auth/api", JSON, body))
