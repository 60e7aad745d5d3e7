"""Requests, calls and answers."""

import pytest

from runbook.simulator.exchange import json_response, text_response
from tests.simulator.calls import received


def test_a_target_divides_into_path_and_query() -> None:
    request = received(target="/a%2Fb?x=1&y=?")
    assert (request.path, request.query) == ("/a%2Fb", "x=1&y=?")
    assert received(target="/a").query == ""


@pytest.mark.parametrize(
    ("header", "token"),
    [("Bearer abc", "abc"), ("bearer abc", "abc"), ("Basic abc", None), ("Bearer ", None), ("abc", None), (None, None)],
)
def test_only_a_bearer_token_is_a_bearer_token(header: str | None, token: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    assert received(headers=headers).bearer == token


def test_answers_carry_their_media_type() -> None:
    assert json_response(422, {"b": 1, "a": None}).body == b'{"a":null,"b":1}'
    assert dict(json_response(200, {}, (("x", "y"),)).headers)["x"] == "y"
    assert dict(text_response(404, "Invalid case").headers)["content-type"].startswith("text/plain")
