"""R25: proxies, netrc, certificates and key logs of the environment change nothing; bad certificates are refused."""

import os
from pathlib import Path

import pytest

from tests.runtime.certificates import authority
from tests.runtime.servers import answers, response, serving
from tests.threats.stage import CANARY, PLAY, Stage

OK = answers(response(200, b'{"ok":true}', "content-type: application/json"))


def others(url: str, place: Path) -> dict[str, str]:
    """Everything that libraries and tools are known to listen to."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "FTP_PROXY", "http_proxy", "https_proxy"), url)
    return {
        **proxies,
        "all_proxy": url,
        "no_proxy": "",
        "NETRC": str(place / ".netrc"),
        "SSL_CERT_FILE": "/nowhere",
        "SSL_CERT_DIR": "/nowhere",
        "REQUESTS_CA_BUNDLE": "/nowhere",
        "CURL_CA_BUNDLE": "/nowhere",
        "SSLKEYLOGFILE": str(place / "keys.log"),
        "HTTPX_LOG_LEVEL": "trace",
        "OPENSSL_CONF": "/dev/null",
        "PYTHONHTTPSVERIFY": "0",
        "HOSTALIASES": "/nowhere",
    }


def test_the_same_bytes_are_sent_whatever_the_environment_says(tmp_path: Path) -> None:
    requests = []
    with serving(OK) as proxy, serving(OK) as served:
        for more in ({}, others(proxy.url, tmp_path)):
            stage = Stage(tmp_path, more=dict(more))
            stage.write(".netrc", "machine 127.0.0.1 login ann password hunter2\n").chmod(0o600)
            assert stage.process(*stage.arguments(served.url)).code == 0
            requests.append(served.requests[-1])
        assert proxy.connections == 0
    assert requests[0] == requests[1]
    assert b"hunter2" not in requests[1]
    assert f"authorization: Bearer {CANARY}".encode() in requests[1]


def test_with_tls_neither_trust_nor_keys_come_from_the_environment(tmp_path: Path) -> None:
    ca = authority(tmp_path)
    profile = f"ca_file: {ca.file}\n"
    with serving(OK) as proxy, serving(OK, ca.server()) as served:
        for trusted in (False, True):
            more = {**others(proxy.url, tmp_path), "SSL_CERT_FILE": ca.file, "SSL_CERT_DIR": str(ca.directory)}
            stage = Stage(tmp_path, more=more)
            if trusted:
                path = stage.write("profile.yaml", profile)
                path.chmod(0o600)
                stage.more |= {"RUNBOOK_PROFILE": str(path), "SSL_CERT_FILE": "/nowhere", "SSL_CERT_DIR": "/nowhere"}
            done = stage.process(*stage.arguments(served.url))
            assert done.code == (0 if trusted else 3), done.out + done.err
        assert len(served.requests) == 1
        assert proxy.connections == 0
    assert not (tmp_path / "keys.log").exists()


@pytest.mark.parametrize(
    "bad", [{"self_signed": True}, {"host": "elsewhere.example"}, {"expired": True}, {"host": None}]
)
def test_a_bad_certificate_ends_the_run_before_the_request(bad: dict[str, object], tmp_path: Path) -> None:
    ca = authority(tmp_path)
    stage = Stage(tmp_path)
    path = stage.write("profile.yaml", f"ca_file: {ca.file}\n")
    path.chmod(0o600)
    stage.more["RUNBOOK_PROFILE"] = str(path)
    with serving(OK, ca.server(**bad)) as served:
        done = stage.play(*stage.arguments(served.url))
        assert served.requests == []
    assert done.code == 3
    assert "certificate" in done.out


@pytest.mark.parametrize("switch", ["verify_tls: false", "insecure: true", "tls: { verify: false }", "ssl_verify: no"])
def test_no_switch_turns_verification_off(switch: str, tmp_path: Path) -> None:
    provider = PLAY.replace("    contract: api.yaml\n", f"    contract: api.yaml\n    {switch}\n")
    stage = Stage(tmp_path, provider)
    assert stage.play("validate", str(tmp_path / "play.yaml")).code == 2
    stage = Stage(tmp_path)
    path = stage.write("profile.yaml", f"{switch}\n")
    path.chmod(0o600)
    stage.more["RUNBOOK_PROFILE"] = str(path)
    assert stage.play(*stage.arguments("http://127.0.0.1:1", "--dry-run")).code == 2
    assert os.path.exists(path)
