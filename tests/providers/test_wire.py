import json

import pytest

from runbook.frozen import replace
from runbook.providers.contract import Location
from runbook.providers.wire import encode_body, final_url_problem, request_target, revealed
from runbook.values.json import Json
from runbook.values.unknown import SecretName
from tests.providers.operations import SERVER, body, built, operation, parameter

CANCEL = operation("/case/{id}/cancel", parameters=[parameter("id"), parameter("page", Location.QUERY)])
REQUEST = built(CANCEL, {"id": "c 9", "page": "1"})
FORM = "application/x-www-form-urlencoded"


def sent(value: Json, media_type: str = "application/json") -> bytes:
    return encode_body(built(operation("/x", body=body(True, media_type=media_type)), {"body": value}), str)


def test_json_is_compact_utf8_in_the_given_order() -> None:
    assert sent({"b": "é", "a": [1, None]}) == '{"b":"é","a":[1,null]}'.encode()


def test_a_secret_is_revealed_only_here() -> None:
    minting = operation("/auth", body=body(True, secrets=["apiKey"]))
    request = built(minting, {"body": {"apiKey": SecretName("KEY")}})
    assert "s3cr3t" not in json.dumps(request.described())
    assert json.loads(encode_body(request, {"KEY": "s3cr3t"}.__getitem__)) == {"apiKey": "s3cr3t"}


def test_a_form_is_written_as_a_form() -> None:
    assert sent({"a b": "c&d", "e": [1, True], "f": {"g": "h"}, "i": None}, FORM) == b"a+b=c%26d&e=1&e=true&f%5Bg%5D=h"


def test_text_is_itself() -> None:
    assert sent("é\n", "text/plain") == "é\n".encode()


def test_no_body_is_no_bytes() -> None:
    assert encode_body(REQUEST, str) == b""


def test_the_base_path_of_the_server_comes_first() -> None:
    assert request_target(replace(REQUEST, server=f"{SERVER}/v1")) == "/v1/case/c%209/cancel?page=1"


def test_the_url_that_was_planned_is_the_url_that_is_sent() -> None:
    assert final_url_problem(SERVER + request_target(REQUEST), REQUEST, CANCEL) is None
    assert final_url_problem(SERVER + ":443" + request_target(REQUEST), REQUEST, CANCEL) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://api.test.example/case/c%209/cancel?page=1",
        "https://evil.example/case/c%209/cancel?page=1",
        "https://api.test.example:8443/case/c%209/cancel?page=1",
        "https://user@api.test.example/case/c%209/cancel?page=1",
        "https://api.test.example/case/cancel?page=1",
        "https://api.test.example/case/c%209/cancel",
        "https://api.test.example/case/c%209/cancel?page=1&x=2",
        "https://api.test.example/case/c%209/cancel?page=1#x",
        "https://api.test.example/case/c 9/cancel?page=1",
    ],
)
def test_any_other_url_is_refused(url: str) -> None:
    problem = final_url_problem(url, REQUEST, CANCEL)
    assert problem is not None
    assert "c%209" not in problem


def test_a_path_of_another_shape_than_the_contracts_is_refused() -> None:
    crooked = replace(REQUEST, path="/case/a/b/cancel")
    assert final_url_problem(SERVER + request_target(crooked), crooked, CANCEL) is not None
    dotted = replace(REQUEST, path="/case/../cancel")
    assert final_url_problem(SERVER + request_target(dotted), dotted, CANCEL) is not None


def test_secrets_are_revealed_wherever_they_stand() -> None:
    assert revealed({"a": [SecretName("x")], "b": 1}, str.upper) == {"a": ["X"], "b": 1}


@pytest.mark.parametrize(("media_type", "value"), [("text/plain", {"a": 1}), (FORM, ["a"])])
def test_a_body_that_was_never_checked_is_an_error_of_ours(media_type: str, value: Json) -> None:
    unchecked = replace(REQUEST, media_type=media_type, body=value)
    with pytest.raises(ValueError, match=r"text|mapping"):
        encode_body(unchecked, str)
