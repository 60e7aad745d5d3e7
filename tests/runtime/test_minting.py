import pytest

from runbook.frozen import replace
from runbook.providers.adapter import TokenRequest
from runbook.providers.answer import RawResponse
from runbook.providers.contract import Server
from runbook.runtime.access import RefusalError
from runbook.runtime.minting import Issuer, Token
from tests.runtime.providers import SCHEMES, access

ANSWER = RawResponse(200, (), b'{"access_token": "t", "expires_in": 7}')


def asked(issuer: Issuer, scheme: str):
    messages = []
    seen = replace(issuer, exchange=lambda message: messages.append(message) or ANSWER)
    token = seen.client_credentials(SCHEMES[scheme], "id", "secret", ())
    return messages[0], token


def test_a_token_endpoint_on_the_providers_server_moves_with_it():
    at = access("http://127.0.0.1:0/kc", "simulator")
    at.contract.servers = (*at.contract.servers, Server("https://id.example.com", "prod", True))
    here = Issuer(at, "http://127.0.0.1:4010/kc", lambda message: ANSWER)
    message, token = asked(here, "OAuth")
    assert (message.server, message.target) == ("http://127.0.0.1:4010", "/oauth/token?x=1")
    assert (token.text, token.lifetime) == ("t", 7.0)
    message, _ = asked(here, "Elsewhere")
    assert (message.server, message.target) == ("http://127.0.0.1:4010", "/token")


def test_a_simulator_s_token_endpoint_is_never_off_this_machine():
    at = access("http://127.0.0.1:4010", "simulator")
    message, _ = asked(Issuer(at, "http://127.0.0.1:4010", lambda message: ANSWER), "Elsewhere")
    assert (message.server, message.target) == ("http://127.0.0.1:4010", "/token")


def test_an_operation_the_contract_does_not_have_is_a_refusal():
    issuer = Issuer(access("https://api.example.com"), "https://api.example.com", lambda message: ANSWER)
    with pytest.raises(RefusalError, match="no operation sign_in"):
        issuer.mint(TokenRequest("sign_in", ("a",), "/token"), {"a": "A"}, lambda name: name)


def test_a_token_does_not_show_itself():
    assert "hunter2" not in repr(Token("hunter2"))
