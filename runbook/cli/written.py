"""Files that a person asked for: private, whole or not there at all, and never through a link."""

from pathlib import Path

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.reporting.dossiers.recognised import is_report
from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.private import PrivacyError, write_private

_LARGEST = 64 << 20


def write_file(name: str, text: str) -> Refusal | None:
    """Write a text to the file of that name; why it cannot be, and then nothing was changed."""
    path = Path(name)
    if path.is_symlink():
        return _refused(name, "it is a link, and links are not followed", "name the file itself, or remove the link")
    if path.is_dir():
        return _refused(name, "it is a directory", "name a file in it")
    if _is_anothers(path):
        return _refused(name, "there is a file that is no report of ours", "remove it, or name another file")
    try:
        write_private(path, text.encode("utf-8", "backslashreplace"))
    except (PrivacyError, ValueError) as error:
        reason = error.reason if isinstance(error, PrivacyError) else "it is no name of a file"
        return _refused(name, reason, "name a file in a directory that you can write to")
    return None


def _is_anothers(path: Path) -> bool:
    """Whether there is a file that a report must not replace."""
    try:
        return path.is_file() and not is_report(read_bounded(path, _LARGEST).decode("utf-8", "replace"))
    except (BoundedReadError, OSError, ValueError):
        return path.is_file()


def _refused(name: str, message: str, help: str) -> Refusal:
    return refused(
        Diagnostic("unwritable-file", f"nothing was written: {message}", subject=name, help=help), Exit.INVALID
    )
