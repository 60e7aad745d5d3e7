"""Every adapter in the table answers the whole protocol."""

import pytest

from runbook.providers.adapter import Adapter, TokenRequest
from runbook.providers.adapters import ADAPTERS
from runbook.providers.answer import Answer, AnswerKind, RawResponse
from runbook.providers.contract import Server
from tests.interpreter.building import CANCEL

SERVER = Server("https://api.example", "stage", False)


@pytest.mark.parametrize("adapter", ADAPTERS.values(), ids=lambda adapter: adapter.name or "plain")
def test_an_adapter_without_anything_to_say_says_nothing(adapter: Adapter) -> None:
    """A made-up operation and an opaque token: no adapter may invent something about them."""
    answer = Answer(AnswerKind.RESPONSE, 404)
    assert adapter.acting_as("opaque-token-of-nobody") == ""
    assert adapter.token_problem("opaque-token-of-nobody", SERVER, 0.0) is None
    assert adapter.token_request("none", frozenset({"value"})) is None
    assert adapter.complete(CANCEL, {"id": "t1"}, "r-1") == {"id": "t1"}
    assert adapter.read(CANCEL, answer).kind is AnswerKind.RESPONSE
    assert adapter.signature_problem(RawResponse(200, (), b""), SERVER) is None


def test_a_token_request_names_its_operation_and_where_the_token_stands() -> None:
    minting = ADAPTERS["karmacheck"].token_request("JWT", frozenset({"apiKey", "clientAccessToken"}))
    assert isinstance(minting, TokenRequest)
    assert (minting.operation, minting.pointer) == ("authenticate", "/token")
