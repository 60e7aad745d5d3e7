"""Files that a person asked for: private, whole or not there at all, and never through a link."""

from pathlib import Path

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.runtime.private import PrivacyError, write_private


def write_file(name: str, text: str) -> Refusal | None:
    """Write a text to the file of that name; why it cannot be, and then nothing was changed."""
    path = Path(name)
    if path.is_symlink():
        return _refused(name, "it is a link, and links are not followed", "name the file itself, or remove the link")
    if path.is_dir():
        return _refused(name, "it is a directory", "name a file in it")
    try:
        write_private(path, text.encode("utf-8", "backslashreplace"))
    except (PrivacyError, ValueError) as error:
        reason = error.reason if isinstance(error, PrivacyError) else "it is no name of a file"
        return _refused(name, reason, "name a file in a directory that you can write to")
    return None


def _refused(name: str, message: str, help: str) -> Refusal:
    return refused(
        Diagnostic("unwritable-file", f"nothing was written: {message}", subject=name, help=help), Exit.INVALID
    )
