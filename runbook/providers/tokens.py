"""What a token says about itself, without a library and without a request. No message here ever shows a token."""

import binascii
from collections.abc import Mapping
from datetime import UTC, datetime

from runbook.deferred import pattern
from runbook.providers.contract import SecurityScheme, Server
from runbook.providers.strict_json import StrictJsonError, parse_json
from runbook.values.json import Json
from runbook.values.numbers import Number, is_number

_VISIBLE = pattern(r"[\x21-\x7e]+")
_SEGMENT = pattern(r"[A-Za-z0-9_-]+=*")
_STANDARD = str.maketrans("-_", "+/")
LONGEST_NAME = 200


def claims(token: str) -> Mapping[str, Json] | None:
    """The claims of a JWT, unverified; None when it is none."""
    parts = token.strip().split(".")
    if len(parts) != 3 or not _SEGMENT.fullmatch(parts[1]):
        return None
    text = parts[1].rstrip("=").translate(_STANDARD)
    try:
        found = parse_json(binascii.a2b_base64(text + "=" * (-len(text) % 4)).decode("utf-8"))
    except (binascii.Error, UnicodeDecodeError, StrictJsonError):
        return None
    return found if isinstance(found, dict) else None


def text_claim(found: Mapping[str, Json] | None, name: str) -> str:
    """A claim that is text; empty otherwise."""
    value = (found or {}).get(name)
    return value[:LONGEST_NAME] if isinstance(value, str) else ""


def expiry_problem(token: str, now: float) -> str | None:
    """Why a JWT can no longer, or not yet, be used; `now`: seconds since the epoch."""
    found = claims(token) or {}
    expires, begins = found.get("exp"), found.get("nbf")
    if is_number(expires) and expires <= now:
        return f"the token expired at {_readable(expires)}"
    if is_number(begins) and begins > now + 60:
        return f"the token is not valid before {_readable(begins)}"
    return None


def token_text_problem(token: str) -> str | None:
    """Why a token cannot be the value of a header (THREATS 2.10: a line break at its end)."""
    if not token:
        return "the secret is empty"
    if _VISIBLE.fullmatch(token):
        return None
    if _VISIBLE.fullmatch(token.strip()):
        return "the secret has white space or a line break around it"
    return "the secret has characters that a header cannot carry"


def prefix_problem(token: str, scheme: SecurityScheme, server: Server) -> str | None:
    """Why a token belongs to another environment, by the longest of the scheme's prefixes that it begins with.

    An environment that no prefix names (the simulator, a mock) takes any token.
    """
    prefixes = scheme.prefixes or {}
    if server.environment not in prefixes.values():
        return None
    matching = [prefix for prefix in prefixes if token.startswith(prefix)]
    if not matching:
        known = ", ".join(sorted(prefixes))
        return f"the token begins with none of {known}, so it is no key for {server.environment}"
    longest = max(matching, key=len)
    if prefixes[longest] == server.environment:
        return None
    return f"the token begins with {longest}, which belongs to {prefixes[longest]}, not to {server.environment}"


def _readable(moment: Number) -> str:
    try:
        return datetime.fromtimestamp(float(moment), UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        return "a time that no calendar knows"
