import pytest

from runbook.runtime.endpoint import Endpoint, EndpointError, endpoint, url_of


def test_a_base_url_becomes_scheme_host_and_port():
    assert endpoint("https://api.example.com/v2/") == Endpoint("https", "api.example.com", 443)
    assert endpoint("http://[::1]:8080") == Endpoint("http", "::1", 8080)
    assert endpoint("http://[::1]:8080").authority == "[::1]:8080"
    assert endpoint("https://api.example.com:443").authority == "api.example.com"


@pytest.mark.parametrize(
    ("server", "reason"),
    [
        ("ftp://api.example.com", "must begin with https://"),
        ("api.example.com", "must begin with https://"),
        ("https://", "must begin with https://"),
        ("https://user:hunter2@api.example.com", "a scheme, a host, a port and a path only"),
        ("https://api.example.com/?key=hunter2", "a scheme, a host, a port and a path only"),
        ("https://api.example.com/#x", "a scheme, a host, a port and a path only"),
        ("https://api.example.com:99999", "cannot be read"),
        ("https://[::1", "cannot be read"),
        ("http://127.0.0.1:0", "the simulator was not started"),
        ("http://api.example.com", "plain http is only for this machine, not for api.example.com"),
        ("http://192.168.1.1", "plain http is only for this machine"),
        ("http://localhost.example.com", "plain http is only for this machine"),
    ],
)
def test_a_server_that_credentials_must_not_be_sent_to_is_refused(server, reason):
    with pytest.raises(EndpointError, match=reason) as caught:
        endpoint(server)
    assert "hunter2" not in caught.value.reason


@pytest.mark.parametrize(
    "target", ["/", "/a", "/a%2Fb/c", "/%E2%98%83", "/a?q=1&r=%26", "/a/?", "/case/id/%2E%2E%2F/x"]
)
def test_a_target_that_is_percent_encoded_goes_as_it_is(target):
    assert url_of(endpoint("https://api.example.com"), target).raw_path == target.encode()


@pytest.mark.parametrize("target", ["", "a", "//x", "/a/../b", "/a/.", "/a b", "/ä", "/a\n", "/a#b", "?q=1", "*"])
def test_a_target_that_httpx_would_alter_is_refused(target):
    with pytest.raises(EndpointError):
        url_of(endpoint("https://api.example.com"), target)
