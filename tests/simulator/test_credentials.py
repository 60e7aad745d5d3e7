"""Revealing the simulator's secrets."""

import pytest

from runbook.simulator.credentials import SimulatorCredentials, UnknownSecretError


def test_a_known_secret_is_revealed() -> None:
    assert SimulatorCredentials({"A": "x"}).reveal("A") == "x"


def test_an_unknown_name_is_an_error_that_names_it_and_the_known_ones() -> None:
    with pytest.raises(UnknownSecretError) as caught:
        SimulatorCredentials({"A": "x", "B": "secret-value"}).reveal("C")
    assert (caught.value.name, caught.value.known) == ("C", ("A", "B"))
    assert "secret-value" not in str(caught.value)
