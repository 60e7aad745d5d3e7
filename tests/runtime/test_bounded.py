import os
import socket
import time

import pytest

from runbook.runtime.bounded import BoundedReadError, read_bounded, read_stream


def test_a_file_is_read_whole(tmp_path):
    (tmp_path / "f").write_bytes(b"x" * 3_000_000)
    assert read_bounded(tmp_path / "f", 3_000_000) == b"x" * 3_000_000


def test_a_file_that_is_too_large_is_not_read_further(tmp_path):
    with (tmp_path / "f").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(BoundedReadError, match="is larger than 1 MiB"):
        read_bounded(tmp_path / "f", 1 << 20)


def test_what_is_no_file_is_named_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(str(tmp_path / "plug"))
    began = time.monotonic()
    for path, reason in [
        (tmp_path, "is a directory"),
        (tmp_path / "pipe", "is a pipe"),
        ("/dev/zero", "is a device"),
        (tmp_path / "nothing", "does not exist"),
        (tmp_path / "nothing" / "below", "does not exist"),
        ("nul\0", "has a name that no file can have"),
        (tmp_path / "plug", "cannot be read"),
        (tmp_path / ("x" * 300), "cannot be read: File name too long"),
    ]:
        with pytest.raises(BoundedReadError, match=reason):
            read_bounded(path, 100)
    plug.close()
    assert time.monotonic() - began < 1


def test_a_file_of_somebody_else_says_so(tmp_path):
    (tmp_path / "f").touch(mode=0o000)
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    with pytest.raises(BoundedReadError, match="may not be read by you"):
        read_bounded(tmp_path / "f", 100)


def test_a_stream_ends_at_its_limit():
    with open("/dev/zero", "rb") as zeros, pytest.raises(BoundedReadError, match="is larger than 1 KiB"):
        read_stream(zeros.fileno(), 1024)
