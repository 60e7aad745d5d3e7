"""What a claim keeps of a request for people, besides its path: short, and without anything secret."""

from collections.abc import Callable

from runbook.providers.request import Request
from runbook.values.canonical import canonical_json

_LONGEST = 200
"""Characters; the key of a claim holds all of it."""


def arguments_of(request: Request, redact: Callable[[str], str]) -> str:
    """Its query and its body, secrets by name. `redact`: takes out what else is secret, before anything is cut off."""
    described = request.described()
    asked = [described.get(name) for name in ("query", "body")] if isinstance(described, dict) else []
    text = redact(" ".join(canonical_json(one) for one in asked if one not in (None, [], {})))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
