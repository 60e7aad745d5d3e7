"""Made-up credentials: what a run in the reserved environment `simulator` has instead of secrets."""

from collections.abc import Mapping

from runbook.frozen import frozen
from runbook.providers.contract import SecurityScheme
from runbook.values.canonical import digest_text

_OF_ADAPTERS: Mapping[tuple[str, str], str] = {
    ("karmacheck", "value"): "KARMACHECK_TOKEN",
    ("karmacheck", "apiKey"): "KARMACHECK_API_KEY",
    ("karmacheck", "clientAccessToken"): "KARMACHECK_CLIENT_ACCESS_TOKEN",
    ("vault", "value"): "VAULT_TOKEN",
    ("truework", "value"): "TRUEWORK_KEY",
}
"""Adapter and field of `auth` -> the simulator's own secret that stands for any name there."""

_DIGITS = 24


@frozen
class Purpose:
    """What a secret is for. `adapter`: of the provider; `field`: in its scheme's part of `auth`, or in a body.

    `scheme` is None for a secret in a body.
    """

    adapter: str
    scheme: SecurityScheme | None
    field: str = "value"


class MadeUpCredentials:
    """A credential for every name, the same in every process; nothing outside is ever read."""

    def __init__(self, known: Mapping[str, str], purposes: Mapping[str, Purpose] | None = None) -> None:
        """`known`: the simulator's own secrets by name. `purposes`: a secret's name -> what it is for."""
        self._known = known
        self._purposes = purposes or {}

    def reveal(self, name: str) -> str:
        """The credential of that name: the simulator's own where it knows one, else one that its scheme can carry."""
        if name in self._known:
            return self._known[name]
        purpose = self._purposes.get(name)
        own = _OF_ADAPTERS.get((purpose.adapter, purpose.field)) if purpose is not None else None
        return self._known[own] if own is not None else f"{_prefix(purpose)}{_digits(name)}"


def _prefix(purpose: Purpose | None) -> str:
    """What tokens of a contract begin with in this environment, so that its own check lets them pass."""
    scheme = purpose.scheme if purpose is not None else None
    prefixes = (scheme.prefixes or {}) if scheme is not None else {}
    return next((prefix for prefix, environment in prefixes.items() if environment == "simulator"), "simulated-")


def _digits(name: str) -> str:
    return digest_text(name).removeprefix("sha256:")[:_DIGITS]
