from pathlib import Path

import pytest
from prepared import WITHDRAW, prepared

from runbook.cli.keyrings import profile_keyring
from runbook.cli.needed_secrets import credentials_of, missing_secrets, needed_secrets, requests_of
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory

PLAN = prepared("case_id=c-1", "order_id=order-open", playbook=WITHDRAW).plan


def test_every_secret_of_the_plan_is_named_once() -> None:
    assert sorted(needed_secrets(PLAN)) == ["KARMACHECK_TOKEN", "TRUEWORK_KEY"]


def test_every_way_of_proving_who_asks_is_there_once() -> None:
    assert sorted(provider for provider, _ in credentials_of(PLAN).values()) == ["karmacheck", "truework"]
    assert len(list(requests_of(PLAN))) > 2


def test_what_is_missing_is_a_finding_that_says_where_it_was_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {"TRUEWORK_KEY": "env:SHELL_OF_MINE", "KARMACHECK_TOKEN": "env:KARMACHECK_TOKEN"}
    monkeypatch.setenv("SHELL_OF_MINE", "x" * 9)
    monkeypatch.delenv("KARMACHECK_TOKEN", raising=False)
    keyring = profile_keyring(Profile(Path(), sources), SecretMemory())
    (finding,) = missing_secrets(PLAN, keyring)
    assert finding.rule == "missing-secret"
    assert finding.subject == "secrets.KARMACHECK_TOKEN"
    assert "env:KARMACHECK_TOKEN" in finding.message
