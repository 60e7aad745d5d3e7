from pathlib import Path

import pytest

from runbook.cli.keyrings import SimulatorKeyring, profile_keyring
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory


def test_a_profile_s_secret_is_remembered_to_be_masked(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("canary-0123456789\n")
    memory = SecretMemory()
    keyring = profile_keyring(Profile(tmp_path, {"KEY": "file:token"}), memory)
    assert keyring.source("KEY") == "file:token"
    assert keyring.reveal("KEY") == "canary-0123456789"
    assert "canary" not in memory.redact("x canary-0123456789 y")


def test_the_simulator_has_its_own_secrets_and_asks_the_profile_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER", "from-the-environment")
    memory = SecretMemory()
    keyring = SimulatorKeyring({"KEY": "simulated-secret"}, profile_keyring(Profile(Path()), memory), memory)
    assert (keyring.source("KEY"), keyring.source("OTHER")) == ("simulator", "env:OTHER")
    assert keyring.present("KEY")
    assert keyring.present("OTHER")
    assert not keyring.present("NONE")
    assert (keyring.reveal("KEY"), keyring.reveal("OTHER")) == ("simulated-secret", "from-the-environment")
    assert "simulated-secret" not in memory.redact("simulated-secret")
    with pytest.raises(MissingSecretError):
        keyring.reveal("NONE")
