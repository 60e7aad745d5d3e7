import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from runbook.runtime.once import write_once
from runbook.runtime.private import PrivacyError


def test_the_first_call_makes_a_private_file_and_no_other_changes_it(tmp_path: Path) -> None:
    path = tmp_path / "once"
    before = os.umask(0)
    try:
        assert write_once(path, b"first")
        assert not write_once(path, b"second")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["once"]


def test_of_many_at_once_one_wins(tmp_path: Path) -> None:
    path = tmp_path / "once"
    with ThreadPoolExecutor(16) as pool:
        won = list(pool.map(lambda number: write_once(path, str(number).encode()), range(64)))
    assert won.count(True) == 1
    assert path.read_bytes() == str(won.index(True)).encode()


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "once").symlink_to(target)
    assert not write_once(tmp_path / "once", b"x")
    assert not target.exists()


def test_a_directory_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(PrivacyError, match="cannot be written"):
        write_once(tmp_path / "missing" / "once", b"x")
