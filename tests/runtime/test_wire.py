import logging
import resource
import time

import pytest

from runbook.providers.answer import NoAnswer, NotSent, RawResponse
from runbook.runtime.deadline import Deadline
from runbook.runtime.tls import trust
from runbook.runtime.wire import Message, ProxyUrlError, Wire
from tests.runtime import servers
from tests.runtime.certificates import authority
from tests.runtime.servers import answers, response, serving

CANARY = "tw_sk_live_CANARY0123456789"


def send(url: str, *, seconds: float = 5.0, target: str = "/case/id/c-1/cancel", method: str = "POST", **more: object):
    wire = Wire(trust(), proxy=more.pop("proxy", None), body_limit=more.pop("body_limit", 1 << 20))
    return wire.exchange(Message(method, url, target, **more), Deadline(seconds))


def test_a_plain_answer_comes_back_whole_with_lower_case_names():
    with serving(answers(response(200, b'{"ok":true}', "Content-Type: application/json", "X-A: b"))) as served:
        reply = send(served.url, body=b"{}", headers=(("content-type", "application/json"),))
    assert reply == RawResponse(
        200, (("content-length", "11"), ("content-type", "application/json"), ("x-a", "b")), b'{"ok":true}'
    )


def test_what_arrives_is_what_was_built_and_nothing_more():
    with serving(answers(response(200, b""))) as served:
        send(served.url + "/base", target="/base/a%2Fb/%E2%98%83?q=1%202&q=%26", body=b"{}", headers=(("x-case", "7"),))
    head, _, body = served.requests[0].partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"POST /base/a%2Fb/%E2%98%83?q=1%202&q=%26 HTTP/1.1"
    assert {line.split(b":")[0].lower() for line in lines[1:]} == {
        b"host",
        b"x-case",
        b"user-agent",
        b"accept",
        b"accept-encoding",
        b"connection",
        b"content-length",
    }
    assert b"accept-encoding: identity" in head.lower()
    assert b"connection: close" in head.lower()
    assert body == b"{}"


@pytest.mark.parametrize(
    "behaviour",
    [
        servers.drip,
        servers.drip_headers,
        servers.interim_flood,
        servers.infinite_chunked,
        servers.stall,
        servers.stall_in_body,
    ],
)
def test_the_deadline_holds_whatever_the_server_does(behaviour):
    with serving(behaviour) as served:
        began = time.monotonic()
        reply = send(served.url, seconds=0.5, body_limit=8 << 20)
        took = time.monotonic() - began
    assert isinstance(reply, NoAnswer)
    assert "within 0.5 s" in reply.reason
    assert 0.4 < took < 1.0


def test_a_stall_in_the_tls_handshake_ends_at_the_deadline_and_nothing_was_sent():
    with serving(servers.stall, reads=False) as served:
        began = time.monotonic()
        reply = send(f"https://localhost:{served.port}", seconds=0.5)
        took = time.monotonic() - began
    assert reply == NotSent("no connection within 0.5 s")
    assert took < 1.0


def test_a_server_that_reads_nothing_cannot_stretch_the_deadline():
    with serving(servers.stall, reads=False) as served:
        began = time.monotonic()
        reply = send(served.url, seconds=0.5, body=b"x" * (64 << 20))
        took = time.monotonic() - began
    assert isinstance(reply, NoAnswer)
    assert took < 1.0


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (servers.reset, "the connection broke before a complete answer (ReadError)"),
        (servers.close, "the server closed the connection without an answer"),
        (servers.half_body, "what came back is not a complete HTTP answer"),
        (servers.endless_headers, "what came back is not a complete HTTP answer"),
        (answers(b"HTTP/1.1 101 Switching\r\n\r\n"), "what came back is not a complete HTTP answer"),
        (answers(b"HTTP/1.1 000 Nothing\r\n\r\n"), "what came back is not a complete HTTP answer"),
        (answers(b"<html>captive portal</html>\r\n\r\n"), "what came back is not a complete HTTP answer"),
        (answers(response(200, b"", *["x: y"] * 300)), "the answer has too many or too large headers"),
        (servers.endless_body, "the answer is larger than 1048576 bytes"),
    ],
)
def test_after_the_request_left_every_fault_is_no_answer(behaviour, reason):
    with serving(behaviour) as served:
        assert send(served.url) == NoAnswer(reason)
    assert len(served.requests) == 1


def test_a_refused_connection_proves_that_nothing_was_sent():
    with serving(servers.close) as served:
        pass
    reply = send(served.url)
    assert isinstance(reply, NotSent)
    assert not reply.refused
    assert "refused" in reply.reason


def test_a_name_that_nobody_knows_proves_that_nothing_was_sent():
    reply = send("https://nobody.invalid", seconds=5)
    assert isinstance(reply, NotSent)
    assert not reply.refused


@pytest.mark.parametrize("behaviour", [servers.extra_response, servers.no_content_with_body])
def test_no_request_ever_gets_the_answer_of_another(behaviour):
    with serving(behaviour) as served:
        wire = Wire(trust())
        replies = [wire.exchange(Message("POST", served.url, f"/{n}"), Deadline(5)) for n in range(20)]
        assert served.connections == 20
    assert {reply.body for reply in replies if isinstance(reply, RawResponse)} <= {b"mine", b""}
    assert len({reply.status for reply in replies}) == 1


def test_reads_do_not_share_connections_either():
    with serving(servers.extra_response) as served:
        wire = Wire(trust())
        replies = [wire.exchange(Message("GET", served.url, "/"), Deadline(5)) for _ in range(5)]
        assert served.connections == 5
    assert {reply.body for reply in replies} == {b"mine"}


def test_a_gzip_bomb_is_not_unpacked_and_not_even_read():
    with serving(servers.gzip_bomb) as served:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        reply = send(served.url)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(reply, RawResponse)
    assert reply.body == b""
    assert ("content-encoding", "gzip") in reply.headers
    assert grown < 32 << 10


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_is_not_followed(status):
    with serving(answers(response(200, b"leaked"))) as other:
        location = f"location: {other.url}/elsewhere"
        with serving(answers(response(status, b"", location))) as served:
            reply = send(served.url, headers=(("authorization", f"Bearer {CANARY}"),))
        assert isinstance(reply, RawResponse)
        assert reply.status == status
        assert other.connections == 0


def test_cookies_are_neither_kept_nor_sent_back():
    with serving(answers(response(200, b"", "set-cookie: session=1; Path=/"))) as served:
        wire = Wire(trust())
        replies = [wire.exchange(Message("GET", served.url, "/"), Deadline(5)) for _ in range(2)]
    assert b"cookie" not in b"".join(served.requests).lower()
    assert all("cookie" not in name for reply in replies for name, _ in reply.headers)


@pytest.mark.parametrize("status", [204, 299, 304, 600, 999])
def test_odd_statuses_are_passed_on_as_they_are(status):
    with serving(answers(f"HTTP/1.1 {status} Odd\r\nconnection: close\r\n\r\n".encode())) as served:
        reply = send(served.url, seconds=1)
    assert isinstance(reply, RawResponse)
    assert reply.status == status


def test_proxies_of_the_environment_are_ignored(monkeypatch):
    with (
        serving(answers(response(200, b"from the proxy"))) as proxy,
        serving(answers(response(200, b"mine"))) as served,
    ):
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        reply = send(served.url)
    assert isinstance(reply, RawResponse)
    assert reply.body == b"mine"
    assert proxy.connections == 0


def test_an_explicit_proxy_that_says_no_proves_that_nothing_was_sent():
    with serving(answers(response(407, b""))) as proxy:
        reply = send("https://api.example.com", proxy=proxy.url)
    assert reply == NotSent("the proxy would not open a connection")
    assert proxy.requests[0].startswith(b"CONNECT api.example.com:443 ")


def test_a_proxy_that_never_answers_proves_that_nothing_was_sent():
    with serving(servers.stall) as proxy:
        reply = send("https://api.example.com", proxy=proxy.url, seconds=0.5)
    assert isinstance(reply, NotSent)


def test_through_an_explicit_proxy_the_server_is_still_the_one_that_was_meant(tmp_path):
    ca = authority(tmp_path)
    wanted = answers(response(200, b"mine"))
    with (
        serving(wanted, ca.server(host="api.example.com")) as served,
        serving(servers.tunnel(served.port)) as proxy,
    ):
        wire = Wire(trust(ca.file), proxy=proxy.url.replace("//", "//ann:hunter2@"))
        reply = wire.exchange(Message("POST", "https://api.example.com", "/x"), Deadline(5))
        other = wire.exchange(Message("POST", "https://other.example.com", "/x"), Deadline(5))
    assert isinstance(reply, RawResponse)
    assert reply.body == b"mine"
    assert b"Proxy-Authorization: Basic" in proxy.requests[0]
    assert b"roxy-" not in served.requests[0]
    assert isinstance(other, NotSent)
    assert other.refused


def test_a_connection_that_breaks_inside_a_tunnel_after_the_request_is_no_answer(tmp_path):
    ca = authority(tmp_path)
    with (
        serving(servers.close, ca.server(host="api.example.com")) as served,
        serving(servers.tunnel(served.port)) as proxy,
    ):
        wire = Wire(trust(ca.file), proxy=proxy.url)
        reply = wire.exchange(Message("POST", "https://api.example.com", "/x"), Deadline(5))
    assert isinstance(reply, NoAnswer)


def test_this_machine_is_never_reached_through_a_proxy():
    with serving(answers(response(200, b"mine"))) as served:
        assert isinstance(send(served.url, proxy="http://127.0.0.1:1"), RawResponse)


@pytest.mark.parametrize(
    "proxy", ["proxy.example:3128", "socks5://ann:hunter2@proxy.example", "http://", "http://[::1"]
)
def test_a_proxy_that_is_none_is_refused_and_not_shown(proxy):
    with pytest.raises(ProxyUrlError) as caught:
        Wire(trust(), proxy=proxy)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/case/id/../cancel", "the request's path would not arrive as it was built"),
        ("/case/id/./cancel", "the request's path would not arrive as it was built"),
        ("//other.example/x", "the request's path would not arrive as it was built"),
        ("https://other.example/x", "the request's path or query is not percent-encoded text"),
        ("/a b", "the request's path would not arrive as it was built"),
        ("/a#b", "the request's path or query is not percent-encoded text"),
        ("/ä", "the request's path or query is not percent-encoded text"),
        ("/a\r\nx: y", "the request's path or query is not percent-encoded text"),
    ],
)
def test_a_target_that_would_arrive_otherwise_is_refused(target, reason):
    with serving(servers.close) as served:
        assert send(served.url, target=target) == NotSent(reason, refused=True)
    assert served.connections == 0


@pytest.mark.parametrize("value", [f"Bearer {CANARY}\n", f"Bearer {CANARY}\r\nx: y", f"Bearer {CANARY}☃", f"{CANARY} "])
def test_a_header_value_that_cannot_be_sent_is_refused_without_being_told(value):
    with serving(servers.close) as served:
        reply = send(served.url, headers=(("authorization", value),))
    assert isinstance(reply, NotSent)
    assert reply.refused
    assert "authorization" in reply.reason
    assert CANARY not in reply.reason
    assert served.connections == 0


def test_framing_headers_and_double_headers_are_refused():
    assert send("http://127.0.0.1:1", headers=(("Content-Length", "5"),)) == NotSent(
        "the header Content-Length frames the message and cannot be set", refused=True
    )
    assert send("http://127.0.0.1:1", headers=(("X-A", "1"), ("x-a", "2"))) == NotSent(
        "the header x-a is given twice", refused=True
    )


@pytest.mark.parametrize(
    "behaviour", [servers.close, servers.reset, servers.half_body, servers.stall, answers(b"\0\n")]
)
def test_the_libraries_log_nothing_and_reasons_hold_no_secret(behaviour, caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore.connection", "httpcore.http11"):
        logging.getLogger(name)
    headers = (("authorization", f"Bearer {CANARY}"), ("x-api-key", CANARY))
    with serving(behaviour) as served:
        reply = send(served.url, seconds=0.3, target=f"/case?key={CANARY}", headers=headers, body=CANARY.encode())
    assert CANARY in served.requests[0].decode()
    assert CANARY not in repr(reply)
    assert not caplog.records


def test_a_message_does_not_show_what_it_carries():
    assert CANARY not in repr(Message("POST", "https://x", f"/{CANARY}", (("a", CANARY),), CANARY.encode()))


def test_many_cuts_leave_no_descriptor_behind():
    wire = Wire(trust())
    with serving(servers.stall) as served:
        for _ in range(30):
            wire.exchange(Message("POST", served.url, "/"), Deadline(0.01))
        before = _descriptors()
        for _ in range(30):
            wire.exchange(Message("POST", served.url, "/"), Deadline(0.01))
    assert _descriptors() <= before + 2


def _descriptors() -> int:
    import os

    return len(os.listdir("/proc/self/fd"))
