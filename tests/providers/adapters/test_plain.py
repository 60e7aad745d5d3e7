from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Answer, AnswerKind
from tests.providers.operations import SANDBOX, operation, raw
from tests.providers.test_tokens import jwt

PLAIN = PlainAdapter()


def test_it_adds_nothing() -> None:
    answer = Answer(AnswerKind.RESPONSE, status=200)
    assert PLAIN.read(operation(), answer) is answer
    assert PLAIN.complete(operation(), {"a": 1}, "r") == {"a": 1}
    assert PLAIN.token_request("JWT", frozenset({"a"})) is None
    assert PLAIN.signature_problem(raw(), SANDBOX) is None


def test_it_reads_what_any_jwt_says() -> None:
    assert PLAIN.acting_as(jwt({"sub": "u-1"})) == "u-1"
    assert PLAIN.acting_as("opaque") == ""
    assert PLAIN.account(jwt({"sub": "u-1", "iss": "https://id.example"})) == "https://id.example u-1"
    assert PLAIN.account(jwt({"sub": "u-1"})) == "u-1"
    assert PLAIN.account(jwt({"iss": "https://id.example"})) == PLAIN.account("opaque") == ""
    assert PLAIN.token_problem(jwt({"exp": 1}), SANDBOX, 2.0) is not None
    assert PLAIN.token_problem("opaque", SANDBOX, 2.0) is None
