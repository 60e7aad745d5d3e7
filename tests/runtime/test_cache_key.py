import os
import stat
from pathlib import Path

import pytest

from runbook.runtime.cache_key import LENGTH, NAME, cache_key


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    key = cache_key(tmp_path)
    assert key is not None
    assert len(key) == LENGTH
    assert cache_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660])
def test_a_key_that_others_can_read_is_none(mode: int, tmp_path: Path) -> None:
    cache_key(tmp_path)
    (tmp_path / NAME).chmod(mode)
    assert cache_key(tmp_path) is None


@pytest.mark.parametrize("data", [b"", b"short", b"k" * (LENGTH + 1)])
def test_a_key_of_another_length_is_none(data: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(data)
    (tmp_path / NAME).chmod(0o600)
    assert cache_key(tmp_path) is None


def test_a_link_a_folder_and_a_place_that_is_not_there_hold_no_key(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"k" * LENGTH)
    (tmp_path / "real").chmod(0o600)
    for name, make in (("a", lambda at: os.symlink(tmp_path / "real", at)), ("b", os.mkdir), ("c", os.mkfifo)):
        (tmp_path / name).mkdir()
        make(tmp_path / name / NAME)
        assert cache_key(tmp_path / name) is None
    assert cache_key(tmp_path / "nowhere") is None
