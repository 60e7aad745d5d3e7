import ssl

import pytest

from runbook.providers.answer import NotSent, RawResponse
from runbook.runtime.deadline import Deadline
from runbook.runtime.tls import TrustError, trust
from runbook.runtime.wire import Message, Wire
from tests.runtime.certificates import authority
from tests.runtime.servers import answers, response, serving

OK = answers(response(200, b"secure"))


@pytest.fixture
def ca(tmp_path):
    return authority(tmp_path)


def ask(url: str, ca_file: str | None):
    return Wire(trust(ca_file)).exchange(Message("POST", url, "/", body=b""), Deadline(5))


def test_a_good_certificate_of_the_given_authority_is_believed(ca):
    with serving(OK, ca.server()) as served:
        reply = ask(served.url, ca.file)
    assert isinstance(reply, RawResponse)
    assert reply.body == b"secure"


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ({"self_signed": True}, "self"),
        ({"host": "elsewhere.example"}, "Hostname mismatch"),
        ({"expired": True}, "expired"),
        ({"host": None}, "Hostname mismatch"),
    ],
)
def test_a_bad_certificate_is_refused_for_good_before_anything_is_sent(ca, bad, why):
    with serving(OK, ca.server(**bad)) as served:
        reply = ask(served.url, ca.file)
    assert isinstance(reply, NotSent)
    assert reply.refused
    assert why in reply.reason
    assert served.requests == []


def test_an_authority_that_was_not_named_is_not_believed(ca, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", ca.file)
    monkeypatch.setenv("SSL_CERT_DIR", str(ca.directory))
    with serving(OK, ca.server()) as served:
        reply = ask(served.url, None)
    assert isinstance(reply, NotSent)
    assert reply.refused


def test_nobody_can_have_the_keys_of_connections_written_down(ca, monkeypatch, tmp_path):
    keys = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    trust.cache_clear()
    with serving(OK, ca.server()) as served:
        assert isinstance(ask(served.url, ca.file), RawResponse)
    assert not keys.exists()


def test_old_versions_of_the_protocol_are_not_spoken():
    context = trust()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert not context.hostname_checks_common_name


def test_plain_text_where_tls_should_be_proves_that_nothing_was_sent():
    with serving(answers(b"HTTP/1.1 400 Bad Request\r\n\r\n"), reads=False) as served:
        reply = ask(f"https://localhost:{served.port}", None)
    assert isinstance(reply, NotSent)


@pytest.mark.parametrize("content", [None, b"", b"no certificate at all"])
def test_a_file_of_authorities_that_cannot_be_used_says_so(tmp_path, content):
    path = tmp_path / "own.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TrustError, match=r"own\.pem cannot be used: "):
        trust(str(path))
