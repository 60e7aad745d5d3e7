from pathlib import Path

from prepared import prepared

from runbook.cli.keyrings import profile_keyring
from runbook.cli.secrets_used import secrets_used
from runbook.frozen import replace
from runbook.runtime.fingerprints import Fingerprints
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.identities import karmacheck_token

KEY = Fingerprints(b"a key of sixteen")


def used(source: str, key: Fingerprints | str = KEY, *, everything: bool = False):  # type: ignore[no-untyped-def]
    keyring = profile_keyring(Profile(Path(), {"KARMACHECK_TOKEN": source}), SecretMemory())
    (one,) = secrets_used(prepared(), keyring, key, everything=everything)
    return one


def test_a_token_that_says_who_it_is_and_its_fingerprint(tmp_path: Path) -> None:
    token = karmacheck_token("one")
    path = tmp_path / "token"
    path.write_text(token)
    found = used(f"file:{path}")
    assert found.acts_as == "group Screening Operations of company Simulated Screening Inc."
    assert (found.fingerprint, found.key) == (KEY.of("KARMACHECK_TOKEN", token), KEY.name)
    assert token not in repr(found)


def test_a_plan_starts_no_program_and_a_run_does(tmp_path: Path) -> None:
    source = f"exec:touch {tmp_path}/started"
    assert used(source).because == "a plan starts no program to look at it"
    assert not (tmp_path / "started").exists()
    assert used(source, everything=True).because == "it could not be had"
    assert (tmp_path / "started").exists()


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    assert used(f"file:{tmp_path}/missing").because == "it was not there"
    (tmp_path / "empty").write_text("")
    assert used(f"file:{tmp_path}/empty").because == "it could not be had"
    (tmp_path / "token").write_text("opaque-token")
    assert used(f"file:{tmp_path}/token", "no key here").because == "no key here"


def test_a_credential_that_says_nothing_acts_as_the_profile_says(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("opaque-token")
    profile = Profile(
        Path(), {"KARMACHECK_TOKEN": f"file:{tmp_path}/token"}, principals={"KARMACHECK_TOKEN": "our account"}
    )
    made = replace(prepared(environment="stage"), profile=profile)
    (found,) = secrets_used(made, profile_keyring(profile, SecretMemory()), KEY)
    assert found.acts_as == "our account"
