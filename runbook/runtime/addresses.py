"""From a host's name to its addresses, within a time limit that the system's resolver does not have."""

import queue
import socket
import threading
from collections.abc import Callable
from ipaddress import ip_address
from typing import TypeAlias

import httpcore

Lookup: TypeAlias = Callable[[str, int], list[str]]
"""Host and port -> addresses, best first. Errors: OSError."""


def look_up(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_literal(host: str) -> bool:
    """Whether `host` is an address already."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether `host` can only be this machine."""
    return host == "localhost" or (is_literal(host) and ip_address(host).is_loopback)


def addresses_of(host: str, port: int, seconds: float, lookup: Lookup = look_up) -> list[str]:
    """The addresses of `host`. A resolver that does not answer in time is left to itself on its own thread.

    Errors: httpcore.ConnectError, httpcore.ConnectTimeout.
    """
    if is_literal(host):
        return [host]
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()
    threading.Thread(target=_ask, args=(lookup, host, port, answers), name="resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise httpcore.ConnectTimeout("no address in time") from None
    if isinstance(answer, list):
        return answer
    raise httpcore.ConnectError(str(answer)) from answer


def _ask(
    lookup: Lookup, host: str, port: int, answers: "queue.SimpleQueue[list[str] | OSError | UnicodeError]"
) -> None:
    try:
        answers.put(lookup(host, port))
    except (OSError, UnicodeError) as error:
        answers.put(error)
