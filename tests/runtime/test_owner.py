import os
import subprocess
import sys
import textwrap

import pytest

from runbook.runtime.owner import RunOwnedError, is_owned, own, owner_at, this_process


def test_a_lock_is_held_until_it_is_released(tmp_path):
    path = tmp_path / "r.lock"
    assert not is_owned(path)
    held = own(path, "r")
    assert is_owned(path)
    assert owner_at(path) == this_process()
    held.release()
    held.release()
    assert not is_owned(path)
    assert list(tmp_path.iterdir()) == []


def test_only_one_of_many_gets_the_lock(tmp_path):
    path = tmp_path / "r.lock"
    held = own(path, "r")
    for _ in range(20):
        with pytest.raises(RunOwnedError, match=f"process {os.getpid()} on .* holds run r"):
            own(path, "r")
    held.release()


def test_a_dead_process_holds_nothing_even_when_its_word_is_still_there(tmp_path):
    path = tmp_path / "r.lock"
    program = """
        import os, signal, sys
        from pathlib import Path
        from runbook.runtime.owner import own
        held = own(Path(sys.argv[1]), "r")
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(path)], check=False)
    assert owner_at(path) is not None
    assert not is_owned(path)
    own(path, "r").release()


def test_a_lock_without_a_word_still_holds(tmp_path):
    path = tmp_path / "r.lock"
    held = own(path, "r")
    path.write_bytes(b"\xff garbage")
    with pytest.raises(RunOwnedError, match="another process holds run r"):
        own(path, "r")
    held.release()
