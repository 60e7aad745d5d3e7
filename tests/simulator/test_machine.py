"""What every machine keeps."""

import pytest

from runbook.simulator.exchange import Problem, Response
from runbook.simulator.karmacheck.machine import KarmaCheck
from runbook.simulator.machine import Machine
from runbook.simulator.modes import changed_modes, described_modes
from runbook.simulator.truework.machine import Truework
from runbook.simulator.vault.machine import Vault
from tests.simulator.calls import AT, received

MACHINES: tuple[Machine, ...] = (KarmaCheck(), Vault(), Truework())


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_a_routes_key_is_a_parameter_of_its_path(machine: Machine) -> None:
    for (_, template), route in machine.routes.items():
        assert route.key == "" or f"{{{route.key}}}" in template


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_cancel_is_about_one_id_and_no_read_is_called_a_cancel(machine: Machine) -> None:
    for (method, _), route in machine.routes.items():
        assert route.reads or route.key
        assert route.reads or method != "GET"


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_nobody_gets_in_without_a_credential(machine: Machine) -> None:
    for reads in (True, False):
        assert isinstance(machine.identify(machine.initial(), received(), reads=reads), Response)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_its_ways_to_refuse_have_the_status_they_are_called_by(machine: Machine) -> None:
    assert machine.refuse(Problem(400, ("why",))).status == 400
    assert machine.failure().status == 500
    assert machine.too_many(()).status == 429
    assert machine.ok_with_error().status == 200
    assert machine.finish(Response(200), AT).status == 200


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_its_modes_can_be_read_and_written_back(machine: Machine) -> None:
    state = machine.initial()
    assert machine.with_modes(state, machine.described_modes(state)) == state
    assert described_modes(changed_modes(state.modes, {})) == machine.described_modes(state)
