"""The built-in secrets."""

from runbook.simulator.identities import (
    VAULT_TOKEN_SECONDS,
    VAULT_USER_A,
    karmacheck_token,
    simulator_secrets,
    vault_token,
)
from runbook.simulator.tokens import read_token


def test_the_shipped_playbooks_find_their_secrets() -> None:
    assert {"KARMACHECK_TOKEN", "VAULT_TOKEN", "TRUEWORK_KEY"} <= set(simulator_secrets(0.0))


def test_a_karmacheck_token_says_as_whom_it_acts_and_never_expires() -> None:
    claims = read_token(karmacheck_token("t-1"))
    assert claims is not None
    assert {"groupName", "companyName", "groupProfileId", "jti"} <= set(claims)
    assert "exp" not in claims


def test_a_vault_token_lives_a_day() -> None:
    claims = read_token(vault_token(VAULT_USER_A, 1000.5))
    assert claims == {"sub": VAULT_USER_A, "iat": 1000, "exp": 1000 + VAULT_TOKEN_SECONDS}


def test_secrets_made_at_different_times_differ_only_where_time_matters() -> None:
    early, late = simulator_secrets(0.0), simulator_secrets(1e9)
    changed = {name for name in early if early[name] != late[name]}
    assert changed == {"VAULT_TOKEN", "VAULT_TOKEN_B", "VAULT_TOKEN_EXPIRED"}


def test_a_truework_key_is_a_sandbox_key() -> None:
    assert simulator_secrets(0.0)["TRUEWORK_KEY"].startswith("tw_sk_test_")
