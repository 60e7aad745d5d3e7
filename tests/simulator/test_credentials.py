"""Revealing the simulator's secrets."""

import pytest

from runbook.runtime.credentials import MissingSecretError
from runbook.simulator.credentials import SimulatorCredentials


def test_a_known_secret_is_revealed() -> None:
    assert SimulatorCredentials({"A": "x"}).reveal("A") == "x"


def test_an_unknown_name_is_an_error_that_names_it_and_the_known_ones() -> None:
    with pytest.raises(MissingSecretError, match=r"C is missing: .* A, B") as caught:
        SimulatorCredentials({"A": "x", "B": "secret-value"}).reveal("C")
    assert caught.value.name == "C"
    assert "secret-value" not in str(caught.value)
