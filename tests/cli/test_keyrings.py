from pathlib import Path

import pytest

from runbook.cli.keyrings import SimulatorKeyring, profile_keyring
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.credentials import MadeUpCredentials


def test_a_profile_s_secret_is_remembered_to_be_masked(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("canary-0123456789\n")
    memory = SecretMemory()
    keyring = profile_keyring(Profile(tmp_path, {"KEY": "file:token"}), memory)
    assert keyring.source("KEY") == "file:token"
    assert keyring.reveal("KEY") == "canary-0123456789"
    assert "canary" not in memory.redact("x canary-0123456789 y")


def test_the_simulator_has_a_credential_for_every_name_and_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER", "from-the-environment")
    memory = SecretMemory()
    keyring = SimulatorKeyring(MadeUpCredentials({"KEY": "simulated-secret"}), memory)
    assert (keyring.source("KEY"), keyring.source("OTHER")) == ("simulator", "simulator")
    assert keyring.present("KEY")
    assert keyring.present("OTHER")
    assert keyring.reveal("KEY") == "simulated-secret"
    assert "from-the-environment" not in keyring.reveal("OTHER")
    assert keyring.reveal("OTHER") not in memory.redact(f"x {keyring.reveal('OTHER')} y")
