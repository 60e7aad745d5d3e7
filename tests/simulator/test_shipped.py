"""The shipped contracts, as the simulator reads them."""

import pytest

from runbook.documents.bundled import BundledFileError
from runbook.simulator.karmacheck.machine import KarmaCheck
from runbook.simulator.machine import Machine
from runbook.simulator.shipped import shipped_operations
from runbook.simulator.truework.machine import Truework
from runbook.simulator.vault.machine import Vault


@pytest.mark.parametrize("machine", [KarmaCheck(), Vault(), Truework()], ids=lambda machine: machine.name)
def test_every_operation_of_the_contract_is_simulated_and_no_other(machine: Machine) -> None:
    declared = {(operation.method, operation.path) for operation in shipped_operations(machine.name)}
    assert declared == set(machine.routes)


@pytest.mark.parametrize("machine", [KarmaCheck(), Vault(), Truework()], ids=lambda machine: machine.name)
def test_reads_are_what_the_contract_calls_reads(machine: Machine) -> None:
    for operation in shipped_operations(machine.name):
        route = machine.routes[operation.method, operation.path]
        assert route.reads == (operation.effect.value == "read") or route.open


def test_an_unknown_contract_is_an_error() -> None:
    with pytest.raises(BundledFileError, match="nonsense"):
        shipped_operations("nonsense")
