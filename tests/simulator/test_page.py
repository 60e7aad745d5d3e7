"""The page."""

import re
from html.parser import HTMLParser

from runbook.simulator.page import page
from runbook.simulator.server import Simulator


def text_of(simulator: Simulator) -> tuple[dict[str, str], str]:
    response = page(simulator.describe())
    return dict(response.headers), response.body.decode()


def test_it_shows_every_seed_with_its_command_and_every_fault() -> None:
    with Simulator() as simulator:
        _, text = text_of(simulator)
        for url in simulator.servers.values():
            assert url in text
    for part in ("c-91", "124102", "order-mixed", "--reply-lost", "<span>playbooks/karmacheck/cancel-case.yaml</span>"):
        assert part in text


def test_it_asks_nobody_else_for_anything() -> None:
    with Simulator() as simulator:
        headers, text = text_of(simulator)
    assert "default-src 'none'" in headers["content-security-policy"]
    assert re.findall(r"(?:src|href|url)\s*[=(]", text) == []
    nonce = re.search(r"'nonce-([^']+)'", headers["content-security-policy"])
    assert nonce is not None
    assert text.count(f'nonce="{nonce[1]}"') == 2


def test_what_it_shows_is_escaped() -> None:
    with Simulator() as simulator:
        described = simulator.describe()
    described["seeds"] = [
        {"provider": "vault", "id": "<b>", "title": "<script>", "happens": '"&', "command": "<img>", "inputs": {}}
    ]
    text = page(described).body.decode()
    assert "<img>" not in text
    assert "&lt;script&gt;" in text


class Balanced(HTMLParser):
    """Counts what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        if tag not in ("meta", "link", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


def test_every_element_is_closed() -> None:
    with Simulator() as simulator:
        _, text = text_of(simulator)
    parser = Balanced()
    parser.feed(text)
    assert parser.open == []
