"""Talking to the simulator over real sockets, with nothing between."""

import http.client
import json
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from runbook.simulator.server import Simulator

SECRETS = {"karmacheck": "KARMACHECK_TOKEN", "vault": "VAULT_TOKEN", "truework": "TRUEWORK_KEY"}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


def call(simulator: Simulator, provider: str, method: str, path: str, body=None, *, secret=None, headers=None) -> Said:
    """One request on a connection of its own, with the provider's usual secret."""
    token = simulator.credentials().reveal(secret or SECRETS[provider])
    sent = {"authorization": f"Bearer {token}", **(headers or {})}
    return send(simulator.servers[provider], method, path, body, sent)


def control(simulator: Simulator, method: str, path: str, body=None, headers=None) -> Said:
    """One request to the control endpoint."""
    return send(simulator.control_url, method, path, body, headers or {})


def send(url: str, method: str, path: str, body, headers) -> Said:
    """One request with these headers and a JSON body."""
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=5)
    try:
        data = None if body is None else json.dumps(body)
        sent = headers if data is None else {"content-type": "application/json", **headers}
        connection.request(method, path, data, sent)
        response = connection.getresponse()
        return Said(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


def request_bytes(simulator: Simulator, provider: str, method: str, path: str) -> bytes:
    """A request without a body, as it travels."""
    token = simulator.credentials().reveal(SECRETS[provider])
    return f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\r\n".encode()


def exchange_bytes(url: str, data: bytes, *, finish: bool = True) -> bytes:
    """Everything that comes back for these bytes until the server closes."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=5) as connection:
        connection.sendall(data)
        if finish:
            connection.shutdown(socket.SHUT_WR)
        received = bytearray()
        while piece := connection.recv(65536):
            received += piece
        return bytes(received)
