"""One run, one owner: a lock that the kernel drops when its holder dies, and a word on who holds it."""

import contextlib
import errno
import fcntl
import json
import os
import socket
from pathlib import Path

from runbook.frozen import frozen
from runbook.runtime.faultpoints import reach
from runbook.runtime.person import name_of

TRIES = 50
"""A reader that asks whether a run is held has the lock for some microseconds; an owner tries again."""


@frozen
class Owner:
    """The process that drives a run."""

    pid: int
    host: str


class RunOwnedError(Exception):
    """Another process drives this run. `owner`: who; None when it did not say. `user`: whose it is, when not ours."""

    def __init__(self, run: str, owner: Owner | None, user: str = "") -> None:
        who = f"process {owner.pid} on {owner.host}" if owner else "another process"
        who = f"a process of {user}" if user else who
        super().__init__(f"{who} holds run {run}")
        self.run = run
        self.owner = owner


class Ownership:
    """The lock of a run, held until `release` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def holds(self) -> bool:
        """Whether this is still the lock that others meet at its path."""
        return self._descriptor >= 0 and _is_at(self._descriptor, self._path)

    def release(self) -> None:
        """Let go; the lock's file goes too, unless the folder cannot be written any more."""
        if self._descriptor >= 0:
            reach("owner.unlink")
            with contextlib.suppress(OSError):
                if self.holds():
                    self._path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1


def this_process() -> Owner:
    """Who we are."""
    return Owner(os.getpid(), socket.gethostname())


def own(path: Path, run: str) -> Ownership:
    """The lock at `path`; errors: RunOwnedError when it is held, OSError."""
    for _ in range(TRIES):
        reach("owner.lock")
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except PermissionError:
            if (user := _other_user(path)) is None:
                raise
            raise RunOwnedError(run, None, user) from None
        with contextlib.ExitStack() as undo:
            undo.callback(os.close, descriptor)
            if _locked(descriptor) and _is_at(descriptor, path):
                reach("owner.locked")
                _expect_to_hold(path)
                os.truncate(descriptor, 0)
                os.write(descriptor, json.dumps({"pid": this_process().pid, "host": this_process().host}).encode())
                undo.pop_all()
                return Ownership(path, descriptor)
    raise RunOwnedError(run, owner_at(path))


def is_owned(path: Path) -> bool:
    """Whether a living process holds the lock at `path`; another user's lock counts as held."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except PermissionError:
        return _other_user(path) is not None
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def owner_at(path: Path) -> Owner | None:
    """Who wrote the lock at `path`, if they could."""
    try:
        said = json.loads(path.read_bytes()[:1000])
        return Owner(int(said["pid"]), str(said["host"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _locked(descriptor: int) -> bool:
    """Whether we have the lock; False while another process has it. Errors: OSError where there are no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _expect_to_hold(path: Path) -> None:
    """Errors: OSError when the lock that we have keeps nobody out, as on some network file systems."""
    other = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        os.close(other)
    raise OSError(errno.ENOLCK, "locks do not hold on this file system; keep the state on a local disk", str(path))


def _other_user(path: Path) -> str | None:
    """Whose file this is; None when it is ours or is not there."""
    try:
        owner = path.lstat().st_uid
    except OSError:
        return None
    return None if owner == os.geteuid() else name_of(owner)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the file we locked is still the one at `path`: the owner before us may just have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except OSError:
        return False
