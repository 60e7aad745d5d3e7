import errno
import os

import pytest

from runbook.cli.machine import is_trouble, tell


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.ENOENT])
def test_what_a_machine_refuses_is_no_bug_of_ours(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    error = OSError(number, os.strerror(number), "/some/place")
    assert is_trouble(error)
    tell(error, "nothing was sent")
    said = capsys.readouterr().err
    assert f"error[machine]: this machine does not let the program work: {os.strerror(number)} (/some/place)" in said
    assert "nothing was sent" in said


def test_anything_else_is() -> None:
    assert not is_trouble(OSError("no number"))
    assert not is_trouble(ConnectionResetError(errno.ECONNRESET, "reset"))
