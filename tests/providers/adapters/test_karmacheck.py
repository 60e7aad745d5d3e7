import pytest

from runbook.providers.adapter import TokenRequest
from runbook.providers.adapters.karmacheck import KarmaCheckAdapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.values.json import Json
from tests.providers.operations import operation
from tests.providers.test_tokens import jwt

KARMACHECK = KarmaCheckAdapter()


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ({"groupName": "West", "companyName": "Acme"}, "group West of company Acme"),
        ({"groupProfileId": "g-1", "companyId": "c-1"}, "group g-1 of company c-1"),
        ({"companyName": "Acme"}, "company Acme"),
        ({}, ""),
    ],
)
def test_a_token_says_whose_cases_it_can_cancel(payload: Json, shown: str) -> None:
    assert KARMACHECK.acting_as(jwt(payload)) == shown


@pytest.mark.parametrize(
    ("payload", "account"),
    [
        ({"groupName": "West", "groupProfileId": "g-1", "companyName": "Acme", "companyId": "c-1"}, "c-1/g-1"),
        ({"groupName": "West", "companyName": "Acme"}, "group West of company Acme"),
        ({}, ""),
    ],
)
def test_its_account_is_told_by_ids_because_names_can_be_given_twice(payload: Json, account: str) -> None:
    assert KARMACHECK.account(jwt(payload)) == account


def test_an_api_key_and_a_client_access_token_are_exchanged_for_a_token() -> None:
    expected = TokenRequest("authenticate", ("apiKey", "clientAccessToken"), "/token")
    assert KARMACHECK.token_request("JWT", frozenset({"apiKey", "clientAccessToken"})) == expected
    assert KARMACHECK.token_request("JWT", frozenset({"value"})) is None


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("Cannot cancel a case that has already started.", "already_started"),
        ("Unable to cancel case.", "generic"),
        ("Service cannot be canceled.", "not_cancelable"),
        ("SSN Trace is required when County, State, or Federal Criminal Search are ordered.", "dependency"),
    ],
)
def test_the_words_of_a_422_get_a_hint(message: str, word: str) -> None:
    read = KARMACHECK.read(operation(), Answer(AnswerKind.RESPONSE, status=422, message=message))
    assert read.hint.startswith(f"{word}: ")
    assert read.kind is AnswerKind.RESPONSE


def test_unknown_words_get_none() -> None:
    assert KARMACHECK.read(operation(), Answer(AnswerKind.RESPONSE, status=422, message="New.")).hint == ""


def test_a_read_that_is_refused_may_mean_that_there_is_no_case() -> None:
    refused = Answer(AnswerKind.RESPONSE, status=403)
    assert KARMACHECK.read(operation(effect=Effect.READ), refused).hint
    assert KARMACHECK.read(operation(effect=Effect.IRREVERSIBLE), refused).hint == ""


def test_an_error_inside_a_success_is_malformed() -> None:
    answer = Answer(AnswerKind.RESPONSE, status=200, body={"message": "x", "statusCode": 422})
    assert KARMACHECK.read(operation(), answer).kind is AnswerKind.MALFORMED
    assert KARMACHECK.read(operation(), Answer(AnswerKind.RESPONSE, status=200)).kind is AnswerKind.RESPONSE
