"""Lets the tests of the command line import from beside them, and keeps them out of the home directory."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runbook.simulator.server import Simulator

sys.path.insert(0, str(Path(__file__).parent))

from staying import Stay


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """State and cache of their own, no profile, no secrets."""
    place = tmp_path_factory.mktemp("places")
    monkeypatch.setenv("RUNBOOK_STATE", str(place / "state"))
    monkeypatch.setenv("RUNBOOK_CACHE", str(place / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    for name in ("RUNBOOK_PROFILE", "RUNBOOK_DEBUG", "KARMACHECK_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def stay(tmp_path: Path) -> "Iterator[Stay]":
    """A simulator that outlives the program."""
    with Simulator() as simulator:
        yield Stay(tmp_path, simulator)
