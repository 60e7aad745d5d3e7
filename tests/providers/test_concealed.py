import pytest

from runbook.providers.answer import RawResponse
from runbook.providers.concealed import conceal, has_secrets, secrets_in, without_secrets
from runbook.providers.contract import Operation
from runbook.values.shape import NULL, SECRET, union
from runbook.values.unknown import SecretName
from tests.providers.imports import only_operation, shown

PATHS = """\
paths:
  /x:
    post:
      responses:
        "200":
          description: OK
          content: { application/json: { schema: { $ref: "#/components/schemas/Made" } } }
        "422": { description: No, content: { application/json: { schema: { type: object } } } }
components:
  schemas:
    Made:
      allOf:
        - type: object
          properties:
            token: { type: string, x-runbook: { secret: true } }
            again: { type: string, nullable: true, format: password }
        - properties:
            token: { type: string, minLength: 3 }
            all: { type: array, items: { $ref: "#/components/schemas/Made" } }
"""
BODY = b'{"token": "t-1", "again": null, "all": [{"token": 7}, {"other": "x"}]}'


@pytest.fixture(scope="module")
def made() -> Operation:
    operation, findings = only_operation(PATHS)
    assert shown(findings) == []
    return operation


def test_what_a_contract_marks_has_the_shape_of_a_secret_on_the_way_back_only(made: Operation) -> None:
    shape = made.responses[0].shape
    assert shape.properties["token"] == SECRET
    assert shape.properties["again"] == union(SECRET, NULL)
    assert [one.secret for one in made.responses] == [True, False]
    assert has_secrets(made)


def test_names_stand_in_place_of_secrets_however_deep_and_whatever_they_are(made: Operation) -> None:
    body = {"token": "t-1", "again": None, "all": [{"token": 7}, {"other": "x"}], "rest": [1]}
    assert conceal(made, 200, body, "login") == {
        "token": SecretName("login/token"),
        "again": None,
        "all": [{"token": SecretName("login/all/0/token")}, {"other": "x"}],
        "rest": [1],
    }
    assert conceal(made, 200, "text", "login") == "text"


def test_an_answer_that_is_not_declared_may_hold_any_of_them(made: Operation) -> None:
    assert conceal(made, 299, {"token": "t-1"}, "login") == {"token": SecretName("login/token")}
    assert conceal(made, 422, {"token": "t-1"}, "login") == {"token": "t-1"}


def test_the_texts_among_them_are_found_by_their_names(made: Operation) -> None:
    assert secrets_in(made, RawResponse(200, (), BODY), "login") == {"login/token": "t-1"}
    assert secrets_in(made, RawResponse(200, (), b"no json"), "login") == {}


def test_a_reply_is_masked_as_a_whole(made: Operation) -> None:
    masked = without_secrets(made, RawResponse(200, (("a", "b"),), BODY))
    assert masked.headers == (("a", "b"),)
    assert b"t-1" not in masked.body
    assert b'"other": "x"' in masked.body
    assert without_secrets(made, RawResponse(200, (), b'{"token": "t-1')).body == b""


def test_without_a_mark_nothing_is_touched() -> None:
    plain, _ = only_operation(PATHS.replace("x-runbook: { secret: true }", "").replace("format: password", ""))
    reply = RawResponse(200, (), BODY)
    assert not has_secrets(plain)
    assert without_secrets(plain, reply) is reply
    assert secrets_in(plain, reply, "login") == {}


def test_a_mark_that_is_no_mark_is_an_error() -> None:
    _, findings = only_operation(PATHS.replace("secret: true", "secrt: true"))
    assert [one.split()[:2] for one in shown(findings)] == [["error", "contract-extension"]]
