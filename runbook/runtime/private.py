"""Files and directories that only their owner can read, and that a planted link cannot redirect (THREATS R21)."""

import contextlib
import errno
import fcntl
import os
import stat
from pathlib import Path

from runbook.runtime.faultpoints import reach

_WRONG = frozenset({errno.EEXIST, errno.ELOOP, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR})
"""A path with these names what cannot be there, today and tomorrow."""


class PrivacyError(Exception):
    """A file or directory cannot be kept private. `reason`: one sentence; `path`: which."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    @property
    def trouble(self) -> bool:
        """True when the path is right, and the machine cannot use it now."""
        cause = self.__cause__
        return isinstance(cause, OSError) and cause.errno not in _WRONG


def private_directory(path: Path) -> Path:
    """`path` as a directory of mode 0700 that is ours; errors: PrivacyError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)
        found = path.lstat()
    except OSError as error:
        raise PrivacyError(path, f"the directory cannot be made: {error.strerror}") from error
    if not stat.S_ISDIR(found.st_mode):
        raise PrivacyError(path, "this must be a directory, not a file or a link")
    if found.st_uid != os.geteuid():
        raise PrivacyError(path, "the directory belongs to another user")
    if stat.S_IMODE(found.st_mode) & 0o022:
        raise PrivacyError(path, f"other users can write to the directory; chmod go-w {path}")
    return path


def create_private(path: Path) -> None:
    """An empty file of mode 0600 that did not exist before, its name durable; errors: PrivacyError."""
    try:
        reach("file.create")
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        sync_directory(path.parent)
    except FileExistsError:
        raise PrivacyError(path, "the file is there already") from None
    except OSError as error:
        raise PrivacyError(path, f"the file cannot be made: {error.strerror}") from error


def write_private(path: Path, data: bytes, *, durable: bool = True) -> None:
    """`path` holds exactly `data` or what it held before, mode 0600; a link there is replaced, not followed.

    What is neither file nor link (a device, a pipe, a socket) is left alone: as root it could be replaced.

    `durable`: whether it must survive a power cut. Errors: PrivacyError.
    """
    _expect_replaceable(path)
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    try:
        reach("file.write")
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                if durable:
                    reach("file.fsync")
                    flush_to_disk(file.fileno())
            reach("file.rename")
            os.replace(draft, path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        if durable:
            sync_directory(path.parent)
    except OSError as error:
        raise PrivacyError(path, f"the file cannot be written: {error.strerror}") from error


def _expect_replaceable(path: Path) -> None:
    try:
        kind = path.lstat().st_mode
    except (OSError, ValueError):
        return
    if not (stat.S_ISREG(kind) or stat.S_ISLNK(kind)):
        raise PrivacyError(path, "there is something that is no regular file, and it is not replaced")


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable; errors: OSError."""
    reach("directory.fsync")
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        flush_to_disk(descriptor)
    finally:
        os.close(descriptor)


def flush_to_disk(descriptor: int) -> None:
    """Make what was written durable; errors: OSError.

    On macOS `fsync` leaves it in the drive's own cache, and F_FULLFSYNC does not (fsync(2) there); some file systems
    know only the former.
    """
    whole: int | None = getattr(fcntl, "F_FULLFSYNC", None)
    if whole is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, whole)
            return
    os.fsync(descriptor)
