"""One module per provider that needs one, and the table of them all. A contract names its adapter in `x-runbook`."""

from collections.abc import Mapping
from types import MappingProxyType

from runbook.providers.adapter import Adapter
from runbook.providers.adapters.karmacheck import KarmaCheckAdapter
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.adapters.truework import TrueworkAdapter
from runbook.providers.adapters.vault import VaultAdapter

ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {
        "karmacheck": KarmaCheckAdapter(),
        "plain": PlainAdapter(),
        "truework": TrueworkAdapter(),
        "vault": VaultAdapter(),
    }
)


def adapter(name: str) -> Adapter:
    """The adapter of that name; the plain one for the empty name. Errors: KeyError."""
    return ADAPTERS[name or "plain"]
