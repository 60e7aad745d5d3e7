"""THREATS R13: the right key for the right host, before the first request; and no message shows a token."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.contract import SchemeKind, SecurityScheme, Server
from runbook.providers.tokens import claims, expiry_problem, prefix_problem, text_claim, token_text_problem
from runbook.values.json import Json
from tests.providers.operations import PRODUCTION, SANDBOX

SCHEME = SecurityScheme("Bearer", SchemeKind.BEARER, prefixes={"tw_sk_": "prod", "tw_sk_test_": "sandbox"})
SIMULATOR = Server("http://127.0.0.1:0", "simulator", production=False)


def jwt(payload: Json) -> str:
    parts = [json.dumps({"alg": "HS256"}), json.dumps(payload)]
    return ".".join([*(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts), "c2ln"])


def test_the_claims_of_a_jwt_can_be_read_without_its_key() -> None:
    assert claims(jwt({"sub": "u-1", "exp": 5})) == {"sub": "u-1", "exp": 5}
    assert claims(jwt({"sub": "u-1"}) + "\n") == {"sub": "u-1"}


@pytest.mark.parametrize(
    "token", ["", "tw_sk_test_1", "a.b.c", "..", "a.!!.c", jwt([1]), "e30.e.e30", "x." + "A" * 9 + ".x"]
)
def test_anything_else_has_no_claims(token: str) -> None:
    assert claims(token) is None


@given(st.text(max_size=60))
@settings(deadline=None)
def test_no_text_breaks_the_reading_of_claims(token: str) -> None:
    assert claims(f"a.{token}.c") is None or token


def test_a_claim_that_is_text_is_bounded_and_anything_else_is_empty() -> None:
    assert len(text_claim({"sub": "x" * 999}, "sub")) == 200
    assert text_claim({"sub": 5}, "sub") == text_claim(None, "sub") == ""


def test_an_expired_token_is_seen_before_anything_is_sent() -> None:
    token = jwt({"exp": 1_712_230_292, "iat": 1_712_143_892})
    assert expiry_problem(token, 1_712_230_291) is None
    assert expiry_problem(token, 1_712_230_292) == "the token expired at 2024-04-04 11:31:32 UTC"


def test_a_token_without_expiry_does_not_expire() -> None:
    assert expiry_problem(jwt({"sub": "x"}), 10**12) is None
    assert expiry_problem("opaque", 10**12) is None


@pytest.mark.parametrize("moment", [True, "1", None, [], {}])
def test_an_expiry_that_is_no_number_says_nothing(moment: Json) -> None:
    assert expiry_problem(jwt({"exp": moment}), 10**12) is None


def test_an_expiry_that_no_calendar_knows_is_still_one() -> None:
    assert expiry_problem(jwt({"exp": -(10**40)}), 0.0) is not None


def test_a_token_of_the_future_is_not_yet_valid() -> None:
    assert "not valid before" in (expiry_problem(jwt({"nbf": 1000}), 0.0) or "")


@pytest.mark.parametrize(
    ("token", "server", "fits"),
    [
        ("tw_sk_test_abc", SANDBOX, True),
        ("tw_sk_test_abc", PRODUCTION, False),
        ("tw_sk_abc", PRODUCTION, True),
        ("tw_sk_abc", SANDBOX, False),
        ("tw_pk_abc", PRODUCTION, False),
        ("abc", SANDBOX, False),
        ("", PRODUCTION, False),
        ("abc", SIMULATOR, True),
        ("tw_sk_abc", SIMULATOR, True),
    ],
)
def test_the_longest_prefix_names_the_environment(token: str, server: Server, fits: bool) -> None:
    problem = prefix_problem(token, SCHEME, server)
    assert (problem is None) is fits
    assert "abc" not in (problem or "")


def test_a_scheme_without_prefixes_takes_any_token() -> None:
    assert prefix_problem("x", SecurityScheme("JWT", SchemeKind.BEARER), PRODUCTION) is None


@pytest.mark.parametrize("token", ["", "SECRETVALUE\n", " SECRETVALUE", "SECRET VALUE", "SECRETVALUE\x00", "SECRETé"])
def test_a_token_that_no_header_can_carry_is_described_without_showing_it(token: str) -> None:
    problem = token_text_problem(token)
    assert problem is not None
    assert "SECRET" not in problem


def test_a_clean_token_is_no_problem() -> None:
    assert token_text_problem("tw_sk_test_abc.def-_~+/=") is None
