"""Lets the tests of the command line import from beside them, and keeps them out of the home directory."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from runbook.cli.exits import Exit
from runbook.runtime.confinement import root_above
from runbook.simulator.server import Simulator

sys.path.insert(0, str(Path(__file__).parent))

from plan_project import Project, made_keys
from staying import DOUBT, LOST, Stay


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


@pytest.fixture(scope="session")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stay]":
    """A run that ended in doubt, made once: that takes the provider's grace."""
    with Simulator() as simulator:
        stay = Stay(tmp_path_factory.mktemp("doubtful"), simulator)
        done = stay.run(stay.play(DOUBT), LOST)
        assert done.returncode == Exit.IN_DOUBT, done.stderr
        yield stay


@pytest.fixture
def in_doubt(doubtful: Stay, tmp_path: Path) -> Stay:
    """A copy of all that this run left, beside its simulator."""
    shutil.copytree(doubtful.place, tmp_path, dirs_exist_ok=True)
    return Stay(tmp_path, doubtful.simulator)


@pytest.fixture(scope="session")
def ssh_keys(tmp_path_factory: pytest.TempPathFactory) -> "Mapping[str, str]":
    """Keys of ann, bob, cay and eve: name -> path."""
    return made_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ssh_keys: "Mapping[str, str]") -> "Iterator[Project]":
    """A project whose plans ann, bob and cay may approve; it is the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUNBOOK_CACHE", str(Path(ssh_keys["ann"]).parent / "cache"))
    root_above.cache_clear()
    yield Project(tmp_path, ssh_keys)
    root_above.cache_clear()
