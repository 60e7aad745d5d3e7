import errno
import fcntl
import os
import subprocess
import sys
import textwrap

import pytest

from runbook.runtime.owner import RunOwnedError, is_owned, own, owner_at, this_process
from runbook.runtime.person import name_of


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


def test_a_lock_of_another_user_is_held_by_them(tmp_path, monkeypatch):
    path = tmp_path / "r.lock"
    path.touch()

    def forbidden(*arguments, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    with pytest.raises(PermissionError):
        own(path, "r")
    assert not is_owned(path)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(RunOwnedError, match=f"a process of {name_of(os.getuid())} holds run r"):
        own(path, "r")
    assert is_owned(path)


def test_of_a_hundred_processes_one_gets_the_lock_and_the_next_gets_it_when_that_one_is_killed(tmp_path):
    program = """
        import os, signal, sys
        from pathlib import Path
        from runbook.runtime.owner import RunOwnedError, own
        path = Path(sys.argv[1])
        children = []
        for _ in range(100):
            if (pid := os.fork()) == 0:
                try:
                    held = own(path, "r")
                except RunOwnedError:
                    os._exit(3)
                os.write(1, b"x")
                os.kill(os.getpid(), signal.SIGSTOP)
                os._exit(0)
            children.append(pid)
        lost = [os.waitpid(pid, os.WUNTRACED)[1] for pid in children]
        winners = [pid for pid, status in zip(children, lost) if os.WIFSTOPPED(status)]
        print(len(winners), sum(os.WIFEXITED(one) and os.WEXITSTATUS(one) == 3 for one in lost), flush=True)
        os.kill(winners[0], signal.SIGKILL)
        os.waitpid(winners[0], 0)
        own(path, "r").release()
        print("free", flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(tmp_path / "r.lock")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["x1", "99", "free"]


def test_a_lock_whose_file_was_removed_or_taken_over_does_not_hold(tmp_path):
    path = tmp_path / "r.lock"
    held = own(path, "r")
    assert held.holds()
    path.unlink()
    assert not held.holds()
    second = own(path, "r")
    held.release()
    assert second.holds()
    assert is_owned(path)
    second.release()


def test_a_lock_that_keeps_nobody_out_is_an_error_and_owns_nothing(tmp_path, monkeypatch):
    before = len(os.listdir("/dev/fd"))
    monkeypatch.setattr(fcntl, "flock", lambda descriptor, kind: None)
    with pytest.raises(OSError, match="locks do not hold on this file system"):
        own(tmp_path / "r.lock", "r")
    assert len(os.listdir("/dev/fd")) == before


def test_where_there_are_no_locks_nobody_is_said_to_hold_one(tmp_path, monkeypatch):
    def none_here(descriptor: int, kind: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", none_here)
    with pytest.raises(OSError, match="No locks available"):
        own(tmp_path / "r.lock", "r")


def test_letting_go_never_fails(tmp_path):
    folder = tmp_path / "runs"
    folder.mkdir()
    held = own(folder / "r.lock", "r")
    folder.rename(tmp_path / "moved")
    held.release()
