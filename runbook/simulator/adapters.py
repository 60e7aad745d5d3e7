"""Adapters as the simulated providers need them."""

from collections.abc import Mapping

from runbook.providers.adapter import Adapter
from runbook.providers.adapters.truework import TrueworkAdapter
from runbook.simulator.identities import SIGNATURE_KEYS

_SIMULATED: Mapping[str, Adapter] = {"truework": TrueworkAdapter(SIGNATURE_KEYS)}
"""Adapter name -> the adapter that also believes what the simulator signs."""


def simulated(adapter: Adapter) -> Adapter:
    """The adapter to use with the simulator; most are the same."""
    return _SIMULATED.get(adapter.name, adapter)
