import pytest

from runbook.runtime.proxy_url import proxy_problem
from runbook.runtime.tls import trust
from runbook.runtime.wire import ProxyUrlError, Wire

GOOD = (
    "http://proxy.example:3128",
    "https://proxy.example",
    "HTTP://proxy.example:3128/",
    "http://127.0.0.1:8080",
    "http://[::1]:8080",
    "http://ann:hunter2@proxy.example:3128",
    "http://ann:p%40ss@proxy.example:3128",
    "http://proxy_1.example.:3128",
)

BAD = {
    "proxy.example:3128": "has no scheme",
    "proxy.example": "has no scheme",
    "//proxy.example:3128": "has no scheme",
    "http:/proxy.example": "has no scheme",
    "socks5h://127.0.0.1:1080": "SOCKS proxies (socks5h://) are not supported",
    "socks4://127.0.0.1:1080": "SOCKS proxies (socks4://) are not supported",
    "SOCKS5://127.0.0.1:1080": "SOCKS proxies (socks5://) are not supported",
    "ftp://proxy.example": "cannot be reached by ftp://",
    "https://": "has no host",
    "http://:3128": "has no host",
    "http://ann@:3128": "has no host",
    "http://proxy..example": "has no host",
    "http://" + "a" * 64: "has no host",
    "http://proxy.example:99999": "host or port cannot be read",
    "http://proxy.example:abc": "host or port cannot be read",
    "http://proxy.example:-1": "host or port cannot be read",
    "http://proxy.example:": "port must be a number",
    "http://proxy.example:0": "port must be a number",
    "http://[::1": "host or port cannot be read",
    "http://proxy example:3128": "blanks",
    " http://proxy.example:3128": "blanks",
    "http://proxy.example:\uff11": "blanks or characters",
    "http://proxy.example/path": "has a path",
    "http://proxy.example?x=1": "has a path",
    "http://ann:hun@ter2@proxy.example": "user or password",
    "http://ann:hun%ter2@proxy.example": "user or password",
}


@pytest.mark.parametrize("url", GOOD)
def test_what_can_be_a_proxy_is_taken_and_can_be_connected_through(url: str) -> None:
    assert proxy_problem(url) is None
    Wire(trust(), proxy=url)


@pytest.mark.parametrize(("url", "said"), BAD.items())
def test_what_cannot_be_a_proxy_is_told_with_what_to_do(url: str, said: str) -> None:
    problem = proxy_problem(url)
    assert problem is not None
    assert said in problem[0]
    assert problem[1]
    with pytest.raises(ProxyUrlError):
        Wire(trust(), proxy=url)


@pytest.mark.parametrize("url", [one for one in (*BAD, "socks5://ann:hunter2@p", "x://ann:hunter2@p") if "@" in one])
def test_no_word_of_a_proxy_holds_its_password(url: str) -> None:
    assert "hun" not in " ".join(proxy_problem(url) or ())


def test_a_host_and_port_is_shown_as_the_url_that_was_meant() -> None:
    assert "http://proxy.example:3128" in (proxy_problem("proxy.example:3128") or ("", ""))[1]
