import json
import logging
import time

import pytest

from runbook.providers.answer import NoAnswer, NotSent, RawResponse
from runbook.providers.request import Credential
from runbook.runtime.authorize import Authorizer
from runbook.runtime.clock import SystemClock
from runbook.runtime.http import HttpTransport
from runbook.values.unknown import SecretName
from tests.runtime import servers
from tests.runtime.fakes import FakeCredentials
from tests.runtime.providers import AUTHENTICATE, MintingAdapter, access, operation, request, send
from tests.runtime.servers import answers, response, serving

CANARY = "tw_sk_live_CANARY0123456789"
BEARER = Credential("JWT", {"value": "TOKEN"})
MINTED = Credential("JWT", {"apiKey": "TOKEN", "clientAccessToken": "TOKEN"})


def transport(url: str, *, secrets=None, adapter=None, **more) -> HttpTransport:
    credentials = FakeCredentials({"TOKEN": CANARY} if secrets is None else secrets)
    authorizer = Authorizer({"kc": access(url, adapter=adapter)}, credentials, SystemClock(), lambda secret: None)
    return HttpTransport(credentials, authorizer, **more)


def test_a_request_is_sent_as_it_was_planned_with_its_credential():
    with serving(answers(response(200, b'{"ok": true}', "content-type: application/json"))) as served:
        made = request(
            served.url,
            BEARER,
            query=(("a", "1"),),
            headers=(("x-trace", "run-7"), ("accept", "application/json")),
            media_type="application/json",
            body={"serviceIds": ["s1", "ü"], "key": SecretName("TOKEN")},
        )
        reply = transport(served.url).exchange(send(made))
    assert isinstance(reply, RawResponse)
    head, _, body = served.requests[0].decode().partition("\r\n\r\n")
    assert head.startswith("POST /case/id/c-1/cancel?a=1 HTTP/1.1\r\n")
    assert f"authorization: Bearer {CANARY}\r\n" in head
    assert "x-trace: run-7" in head
    assert head.lower().count("accept:") == 1
    assert json.loads(body) == {"serviceIds": ["s1", "ü"], "key": CANARY}


def test_a_key_in_the_query_and_a_cookie_join_what_is_there():
    with serving(answers(response(200, b""))) as served:
        credentials = (Credential("Query", {"value": "TOKEN"}), Credential("Cookie", {"value": "TOKEN"}))
        made = request(served.url, *credentials, query=(("a", "1"),), headers=(("cookie", "theme=dark"),))
        transport(served.url).exchange(send(made))
        transport(served.url).exchange(send(request(served.url, credentials[0])))
    assert f"?a=1&api%20key={CANARY} ".encode() in served.requests[0]
    assert f"cookie: theme=dark; session={CANARY}\r\n".encode() in served.requests[0]
    assert f"/cancel?api%20key={CANARY} ".encode() in served.requests[1]


def test_a_server_that_moved_is_found_with_its_base_path():
    with serving(answers(response(200, b""))) as served:
        moved = {"http://127.0.0.1:0/kc": f"{served.url}/kc"}
        reply = transport("http://127.0.0.1:0/kc", servers=moved).exchange(
            send(request("http://127.0.0.1:0/kc", BEARER))
        )
    assert isinstance(reply, RawResponse)
    assert served.requests[0].startswith(b"POST /kc/case/id/c-1/cancel ")


def test_a_simulator_that_was_not_started_is_said():
    reply = transport("http://127.0.0.1:0").exchange(send(request("http://127.0.0.1:0", BEARER)))
    assert reply == NotSent("the server has no port yet: the simulator was not started", refused=True)


@pytest.mark.parametrize(
    "path", ["/case/id/../cancel", "/case/id/c/1/cancel", "//evil.example/case", "/case/id/c 1/cancel"]
)
def test_a_path_of_another_shape_than_the_contracts_never_leaves(path):
    with serving(servers.close) as served:
        reply = transport(served.url).exchange(send(request(served.url, BEARER, path=path)))
    assert isinstance(reply, NotSent)
    assert reply.refused
    assert "evil" not in reply.reason
    assert served.connections == 0


def test_plain_http_off_this_machine_is_refused():
    reply = transport("http://api.example.com").exchange(send(request("http://api.example.com", BEARER)))
    assert reply == NotSent("plain http is only for this machine, not for api.example.com", refused=True)


@pytest.mark.parametrize("made", [{}, {"media_type": "application/json", "body": {"key": SecretName("TOKEN")}}])
def test_a_missing_secret_is_a_refusal(made):
    with serving(servers.close) as served:
        reply = transport(served.url, secrets={}).exchange(send(request(served.url, BEARER, **made)))
    assert reply == NotSent("the secret TOKEN is missing: nowhere", refused=True)
    assert served.connections == 0


@pytest.mark.parametrize("token", [f"{CANARY}\n", f"{CANARY}é", f"{CANARY}\r\nx: y"])
def test_a_broken_token_is_refused_and_shown_nowhere(token, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    with serving(servers.close) as served:
        reply = transport(served.url, secrets={"TOKEN": token}).exchange(send(request(served.url, BEARER)))
    assert isinstance(reply, NotSent)
    assert reply.refused
    assert "CANARY" not in repr(reply) + caplog.text + "".join(capfd.readouterr())
    assert served.connections == 0


def test_a_token_is_minted_on_the_way_and_anew_after_a_401():
    minted = []

    def behave(peer: servers.Peer) -> None:
        head = served.requests[-1]
        if head.startswith(b"POST /auth/api "):
            minted.append(f"token-{len(minted) + 1}")
            peer.send(response(200, json.dumps({"token": minted[-1]}).encode()))
        else:
            peer.send(response(401 if b"Bearer token-1" in head else 200, b""))

    with serving(behave) as served:
        one = transport(served.url, adapter=MintingAdapter())
        statuses = [one.exchange(send(request(served.url, MINTED))).status for _ in range(3)]
    assert statuses == [401, 200, 200]
    assert minted == ["token-1", "token-2"]


def test_minting_and_sending_share_one_deadline():
    def slow(peer: servers.Peer) -> None:
        if served.requests[-1].startswith(b"POST /auth/api "):
            peer.pause(0.4)
            peer.send(response(200, b'{"token": "t"}'))
        else:
            peer.stall()

    with serving(slow) as served:
        began = time.monotonic()
        reply = transport(served.url, adapter=MintingAdapter()).exchange(send(request(served.url, MINTED), seconds=0.7))
        took = time.monotonic() - began
    assert isinstance(reply, NoAnswer)
    assert took < 1.2


def test_a_mint_that_gets_no_answer_has_not_sent_the_request():
    with serving(servers.close) as served:
        reply = transport(served.url, adapter=MintingAdapter()).exchange(send(request(served.url, MINTED)))
    assert isinstance(reply, NotSent)
    assert not reply.refused
    assert all(head.startswith(b"POST /auth/api ") for head in served.requests)


def test_a_body_that_is_absent_is_not_an_empty_object():
    with serving(answers(response(200, b""))) as served:
        transport(served.url).exchange(send(request(served.url, BEARER)))
        made = request(served.url, BEARER, path="/auth/api", media_type="application/json", body=None)
        transport(served.url).exchange(send(made, of=AUTHENTICATE))
    assert served.requests[0].endswith(b"\r\n\r\n")
    assert b"content-length: 0" in served.requests[0].lower()
    assert served.requests[1].endswith(b"\r\n\r\nnull")


def test_a_read_has_no_body_and_no_length():
    with serving(answers(response(200, b""))) as served:
        made = request(served.url, BEARER)
        read = type(made)(**{**{name: getattr(made, name) for name in made.__slots__}, "method": "GET"})
        transport(served.url).exchange(send(read, of=operation("read", "/case/id/{caseId}/cancel", method="GET")))
    assert b"content-length" not in served.requests[0].lower()


def test_as_whom_a_minted_token_acts_is_asked_at_the_place_where_the_server_really_is():
    token = "e30.eyJzdWIiOiJhbm4ifQ.c2ln"
    with serving(
        answers(response(200, b'{"token": "' + token.encode() + b'"}', "content-type: application/json"))
    ) as served:
        made = request("http://127.0.0.1:0", MINTED)
        moved = transport("http://127.0.0.1:0", adapter=MintingAdapter(), servers={"http://127.0.0.1:0": served.url})
        assert moved.minted_account(made, MINTED).name == "ann"
    assert served.requests[0].startswith(b"POST ")


def test_where_nobody_gives_a_token_nobody_is_known():
    gone = transport("http://127.0.0.1:9", adapter=MintingAdapter())
    assert gone.minted_account(request("http://127.0.0.1:9", MINTED), MINTED).id == ""
