"""The host of a base URL: whether it is this machine, how people read it, and the environment that only it may have."""

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from runbook.deferred import deferred
from runbook.values.userinfo import without_userinfo

if TYPE_CHECKING:
    import ipaddress
else:
    ipaddress = deferred("ipaddress")

SIMULATOR = "simulator"
"""The reserved environment: made-up credentials, this machine only."""

SIMULATED_URL = "http://127.0.0.1:0"
"""Stands for each simulated provider until its port is known; 0 is no port that anything can be sent to."""


def is_reserved(environment: str) -> bool:
    """Whether people read this name as `simulator`, however it is written."""
    folded = unicodedata.normalize("NFKC", environment).casefold()
    return "".join(one for one in folded if one.isalnum()) == SIMULATOR


def is_this_machine(host: str) -> bool:
    """Whether a host can only be the machine that this runs on: `localhost` or a loopback address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_local(url: str) -> bool:
    """Whether a base URL leads to this machine; False for one that cannot be read."""
    try:
        return is_this_machine(urlsplit(url).hostname or "")
    except ValueError:
        return False


def origin_text(url: str) -> str:
    """The origin of a base URL for people: `https://api.orders.example`; a user and a password are masked.

    A port that is chosen when the simulator starts reads as an ellipsis.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "a URL that cannot be read"
    origin = without_userinfo(f"{parts.scheme}://{parts.netloc}")
    return f"{origin.removesuffix(':0')}:…" if origin.endswith(":0") else origin
