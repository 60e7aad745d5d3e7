import pytest

from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.minted import MintedSecrets
from tests.runtime.fakes import FakeCredentials


def test_what_a_provider_answered_is_masked_from_then_on_and_known_by_its_name() -> None:
    learnt: list[str] = []
    minted = MintedSecrets(FakeCredentials({"KEY": "of the profile"}), learnt.append)
    minted.keep({"login/token": "t-1"})
    minted.keep({"login/token": "t-2"})
    assert minted.reveal("login/token") == "t-2"
    assert minted.reveal("KEY") == "of the profile"
    assert learnt == ["t-1", "t-2"]


def test_what_another_process_knew_is_missing() -> None:
    with pytest.raises(MissingSecretError, match="written nowhere; start the playbook anew"):
        MintedSecrets(FakeCredentials({}), lambda _: None).reveal("login/token")
