import os
import stat
from pathlib import Path

import pytest

from runbook.runtime.private import PrivacyError, create_private, private_directory, write_private


@pytest.fixture(autouse=True)
def _careless_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_a_directory_is_made_for_its_owner_alone(tmp_path):
    path = private_directory(tmp_path / "a" / "b")
    assert mode(path) == 0o700
    assert private_directory(path) == path


def test_a_directory_that_others_can_change_is_refused_with_the_remedy(tmp_path):
    (tmp_path / "open").mkdir(mode=0o777)
    with pytest.raises(PrivacyError, match="chmod go-w"):
        private_directory(tmp_path / "open")


def test_a_link_or_a_file_is_no_directory_of_ours(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "file").touch()
    for name in ("link", "file"):
        with pytest.raises(PrivacyError, match="not a file or a link"):
            private_directory(tmp_path / name)
    with pytest.raises(PrivacyError):
        private_directory(tmp_path / "file" / "below")


def test_a_file_is_made_once(tmp_path):
    create_private(tmp_path / "f")
    assert mode(tmp_path / "f") == 0o600
    with pytest.raises(PrivacyError, match="there already"):
        create_private(tmp_path / "f")


def test_writing_replaces_a_link_and_does_not_follow_it(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "f").symlink_to(victim)
    write_private(tmp_path / "f", b"new")
    assert victim.read_text() == "precious"
    assert (tmp_path / "f").read_bytes() == b"new"
    assert mode(tmp_path / "f") == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "victim"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "inside").touch()
    with pytest.raises(PrivacyError):
        write_private(tmp_path / "d", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d"]
    with pytest.raises(PrivacyError):
        write_private(tmp_path / "nowhere" / "f", b"new")


def test_a_pipe_or_a_socket_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PrivacyError, match="no regular file"):
        write_private(tmp_path / "pipe", b"x")
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]
