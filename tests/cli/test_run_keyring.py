from pathlib import Path

import pytest
from prepared import prepared

from runbook.cli.run_keyring import keyring_for, purposes_of
from runbook.frozen import replace
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory


def test_a_simulator_reads_neither_profile_nor_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "real-token-of-ours")
    made = prepared()
    profile = Profile(tmp_path, {"KARMACHECK_TOKEN": f"exec:touch {tmp_path / 'ran'}"})
    keyring = keyring_for(made.place, made.plan, profile, SecretMemory(), 0.0)
    assert keyring.source("KARMACHECK_TOKEN") == "simulator"
    assert keyring.reveal("KARMACHECK_TOKEN") != "real-token-of-ours"
    assert keyring.reveal("ANY_OTHER") != ""
    assert not (tmp_path / "ran").exists()


def test_every_other_environment_reads_the_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "real-token-of-ours")
    made = prepared()
    place = replace(made.place, environment="stage")
    keyring = keyring_for(place, made.plan, Profile(Path()), SecretMemory(), 0.0)
    assert keyring.reveal("KARMACHECK_TOKEN") == "real-token-of-ours"


def test_a_secret_is_for_the_scheme_that_carries_it() -> None:
    made = prepared()
    (name, purpose), *_ = purposes_of(made.plan, made.place).items()
    assert purpose.scheme is not None
    assert (name, purpose.adapter, purpose.scheme.name) == ("KARMACHECK_TOKEN", "karmacheck", "JWT")
