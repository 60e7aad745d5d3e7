from contextlib import ExitStack

import pytest
from prepared import prepared

from runbook.cli.identities import identities, principal
from runbook.cli.world import open_world
from runbook.frozen import replace
from runbook.interpreter.identity import Account, Identity
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.identities import karmacheck_token


def acting(environment: str = "stage", profile: Profile | None = None) -> Identity:
    made = prepared(environment=environment)
    made = made if profile is None else replace(made, profile=profile)
    with ExitStack() as stack:
        (one,) = identities(made, open_world(made, stack, SecretMemory()))
    return one


def test_a_token_that_says_its_account_is_known_by_it_and_by_its_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", karmacheck_token("one"))
    one = acting()
    assert one.account == Account(
        "group Screening Operations of company Simulated Screening Inc.", "company-simulator/group-screening"
    )
    assert one.host == "api-stage.karmacheck.io"
    assert one.fingerprint
    assert one.key
    monkeypatch.setenv("KARMACHECK_TOKEN", karmacheck_token("two"))
    other = acting()
    assert (other.account, other.key) == (one.account, one.key)
    assert other.fingerprint != one.fingerprint


def test_a_key_that_says_nothing_is_known_by_the_profile_or_by_its_fingerprint_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "opaque-key-number-one")
    assert acting().account == Account()
    assert acting().fingerprint
    said = Profile(prepared().profile.base, principals={"KARMACHECK_TOKEN": "our account"})
    assert acting(profile=said).account == Account("our account", "our account")


def test_without_a_key_for_fingerprints_it_says_why_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "opaque-key-number-one")
    monkeypatch.setenv("RUNBOOK_FINGERPRINT_KEY", "short")
    one = acting()
    assert (one.fingerprint, one.key) == ("", "")
    assert "RUNBOOK_FINGERPRINT_KEY has fewer than" in one.because


def test_the_simulator_is_one_host_and_needs_no_fingerprint() -> None:
    one = acting("simulator")
    assert (one.host, one.fingerprint) == ("simulator", "")
    assert one.acts_as.startswith("group Screening Operations")


def test_the_first_secret_that_the_profile_names_counts() -> None:
    assert principal({"B": "ours"}, ("A", "B")) == Account("ours", "ours")
    assert principal({}, ("A",)) == Account()
