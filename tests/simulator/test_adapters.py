"""The simulator signs with a key of its own, and its adapters believe it."""

from runbook.providers.adapters import adapter
from runbook.providers.adapters.plain import PlainAdapter
from runbook.simulator.adapters import simulated


def test_only_what_the_simulator_does_otherwise_is_exchanged() -> None:
    plain = PlainAdapter()
    assert simulated(plain) is plain
    assert simulated(adapter("karmacheck")) is adapter("karmacheck")
    assert simulated(adapter("truework")) is not adapter("truework")
    assert simulated(adapter("truework")).name == "truework"
