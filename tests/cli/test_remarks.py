from pathlib import Path

from prepared import prepared

from runbook.cli.keyrings import SimulatorKeyring, profile_keyring
from runbook.cli.remarks import remarks
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.credentials import MadeUpCredentials
from runbook.simulator.identities import simulator_secrets


def test_a_plan_says_who_acts_through_which_proxy_and_whom_it_believes() -> None:
    made, memory = prepared(), SecretMemory()
    profile = Profile(Path(), ca_file="/ca.pem", proxy="http://proxy:3128", name="profile.yaml")
    keyring = SimulatorKeyring(MadeUpCredentials(simulator_secrets(0.0)), memory)
    said = {one.about: one.text for one in remarks(made.plan, made.place.uses, keyring, profile)}
    assert "Screening Operations" in said["karmacheck acts as"]
    assert "http://proxy:3128" in said["proxy"]
    assert "/ca.pem" in said["believes"]


def test_no_file_is_read_and_no_program_is_started_to_say_who_acts(tmp_path: Path) -> None:
    made = prepared()
    profile = Profile(tmp_path, {"KARMACHECK_TOKEN": f"exec:touch {tmp_path / 'ran'}"})
    assert remarks(made.plan, made.place.uses, profile_keyring(profile, SecretMemory()), profile) == []
    assert not (tmp_path / "ran").exists()


def test_the_profile_says_who_acts_where_a_credential_does_not() -> None:
    made = prepared(environment="stage")
    profile = Profile(Path(), principals={"KARMACHECK_TOKEN": "our account"})
    said = remarks(made.plan, made.place.uses, profile_keyring(profile, SecretMemory()), profile)
    assert [(one.about, one.text) for one in said] == [("karmacheck acts as", "our account")]


def test_in_the_simulator_the_profile_says_nothing() -> None:
    made = prepared()
    profile = Profile(Path(), principals={"KARMACHECK_TOKEN": "our account"})
    assert remarks(made.plan, made.place.uses, profile_keyring(profile, SecretMemory()), profile) == []
