"""Calls for the machines, without any transport."""

from runbook.simulator.exchange import Call, Received
from runbook.values.json import Json

AT = 1_767_600_000.0


def made(
    arguments: dict[str, str] | None = None,
    body: Json = None,
    *,
    subject: str = "",
    query: dict[str, str] | None = None,
    accept: str | None = None,
    at: float = AT,
) -> Call:
    """A call with these parts."""
    return Call(arguments or {}, query or {}, body, accept, subject, at)


def received(
    method: str = "GET", target: str = "/", headers: dict[str, str] | None = None, body: bytes = b"", at: float = AT
) -> Received:
    """A request with these parts."""
    return Received(method, target, tuple((headers or {}).items()), body, at)
