"""A private file that is written once: whole or not at all, and by one process only."""

import contextlib
import os
from pathlib import Path

from runbook.runtime.faultpoints import reach
from runbook.runtime.private import PrivacyError, flush_to_disk, sync_directory


def write_once(path: Path, data: bytes) -> bool:
    """Whether it was this call that made the file, mode 0600 and durable; False when there was one before.

    Errors: PrivacyError.
    """
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
    try:
        descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY | os.O_CLOEXEC, 0o600)
        try:
            with open(descriptor, "wb") as file:
                reach("once.write")
                file.write(data)
                file.flush()
                flush_to_disk(file.fileno())
            with contextlib.suppress(FileExistsError):
                reach("once.link")
                os.link(draft, path, follow_symlinks=False)
                return True
            return False
        finally:
            reach("once.linked")
            draft.unlink(missing_ok=True)
            sync_directory(path.parent)
    except OSError as error:
        raise PrivacyError(path, f"the file cannot be written: {error.strerror}") from error
