import pytest

from runbook.providers.adapters.vault import COMMON, VaultAdapter
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.values.json import Json
from tests.providers.operations import SANDBOX, operation
from tests.providers.test_tokens import jwt

VAULT = VaultAdapter()


def read(status: int, body: Json, effect: Effect = Effect.IRREVERSIBLE) -> Answer:
    return VAULT.read(operation(effect=effect), Answer(AnswerKind.RESPONSE, status=status, body=body))


def test_only_the_documented_result_is_a_success() -> None:
    assert read(200, {"result": "ok"}).kind is AnswerKind.RESPONSE


@pytest.mark.parametrize(
    "body", [None, {}, {"result": "pending"}, {"result": "OK"}, {"result": "ok", "error": "COMMON"}]
)
def test_any_other_success_is_malformed(body: Json) -> None:
    found = read(200, body)
    assert found.kind is AnswerKind.MALFORMED
    assert found.reason


def test_a_read_needs_no_result_but_may_not_have_an_error() -> None:
    assert read(200, {"cards": []}, Effect.READ).kind is AnswerKind.RESPONSE
    assert read(200, {"error": "COMMON"}, Effect.READ).kind is AnswerKind.MALFORMED


def test_the_number_of_an_error_is_no_status() -> None:
    found = read(400, {"error": "NOT_VALID_REQUEST_DATA", "errorId": 422})
    assert (found.kind, found.status) == (AnswerKind.RESPONSE, 400)
    assert "422" in found.hint


def test_common_gets_a_hint_that_it_says_nothing() -> None:
    assert read(400, {"error": "COMMON", "errorId": 0}).hint == COMMON


def test_the_providers_inside_is_dropped() -> None:
    body = {"error": "X", "message": "m", "errorStackTrace": "at com.vault", "originalMessage": "SQL"}
    assert read(400, body).body == {"error": "X", "message": "m"}


def test_the_token_names_its_user_and_its_end() -> None:
    token = jwt({"sub": "4dd2c06a", "exp": 100, "iat": 0})
    assert VAULT.acting_as(token) == "user 4dd2c06a"
    assert VAULT.acting_as("opaque") == ""
    assert (VAULT.account(token), VAULT.account("opaque")) == ("4dd2c06a", "")
    assert "expired" in (VAULT.token_problem(token, SANDBOX, 101.0) or "")
    assert VAULT.token_problem(token, SANDBOX, 99.0) is None


def test_what_was_no_answer_stays_none() -> None:
    lost = Answer(AnswerKind.NO_ANSWER, reason="lost")
    assert VAULT.read(operation(), lost) == lost
