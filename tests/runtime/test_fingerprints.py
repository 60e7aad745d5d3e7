import stat
from pathlib import Path

import pytest

from runbook.runtime.fingerprints import VARIABLE, FingerprintKeyError, fingerprints

SECRET = "tw_sk_live_0123456789abcdef"


def test_two_secrets_differ_and_one_is_known_again(tmp_path: Path) -> None:
    first, again = fingerprints({}, tmp_path), fingerprints({}, tmp_path)
    assert first.of("KEY", SECRET) == again.of("KEY", SECRET)
    assert first.of("KEY", SECRET) != first.of("KEY", SECRET + "x")
    assert first.of("KEY", SECRET) != first.of("OTHER", SECRET)
    assert first.name == again.name
    assert SECRET not in first.of("KEY", SECRET)


def test_another_machine_has_another_key_unless_one_is_shared(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    assert fingerprints({}, here).name != fingerprints({}, there).name
    assert fingerprints({}, here).of("KEY", SECRET) != fingerprints({}, there).of("KEY", SECRET)
    shared = {VARIABLE: "sixteen characters"}
    assert fingerprints(shared, here).name == fingerprints(shared, there).name
    assert fingerprints(shared, here).of("KEY", SECRET) == fingerprints(shared, there).of("KEY", SECRET)


def test_the_key_is_private_and_never_shown(tmp_path: Path) -> None:
    made = fingerprints({}, tmp_path)
    path = tmp_path / "fingerprint.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert made.name not in path.read_bytes().hex()


def test_a_short_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FingerprintKeyError, match="fewer than 16"):
        fingerprints({VARIABLE: "short"}, tmp_path)


def test_a_key_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    with pytest.raises(FingerprintKeyError):
        fingerprints({}, tmp_path / "missing")
    (tmp_path / "fingerprint.key").mkdir()
    with pytest.raises(FingerprintKeyError, match="directory"):
        fingerprints({}, tmp_path)
