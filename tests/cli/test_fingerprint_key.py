import pytest

from runbook.cli.fingerprint_key import fingerprint_key
from runbook.runtime.fingerprints import Fingerprints


def test_this_machine_keeps_one_key() -> None:
    first, again = fingerprint_key(), fingerprint_key()
    assert isinstance(first, Fingerprints)
    assert isinstance(again, Fingerprints)
    assert first.name == again.name


def test_without_a_key_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNBOOK_FINGERPRINT_KEY", "short")
    assert "fewer than 16 characters" in str(fingerprint_key())
