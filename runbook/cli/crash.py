"""A bug of ours: a report to attach, without anything that could be secret, and one sentence that says where it is."""

import os
import platform
import sys
import traceback
from pathlib import Path

from runbook import __version__
from runbook.cli import show
from runbook.runtime.private import PrivacyError, private_directory, write_private
from runbook.runtime.state import StateError, state_directory
from runbook.values.canonical import digest_text
from runbook.values.userinfo import without_userinfo


def tell(error: Exception) -> None:
    """Say that it was our fault, and where the report is; with RUNBOOK_DEBUG the whole traceback instead."""
    if os.environ.get("RUNBOOK_DEBUG"):
        show.words(without_userinfo("".join(traceback.format_exception(error))))
        return
    text = report(error)
    path = _save(text)
    where = f"a report without your data is in {path}" if path else "the report could not be saved; it says:\n" + text
    show.words(
        f"error[bug]: runbook itself failed ({type(error).__name__}); nothing more is sent\n   = help: {where}\n"
    )


def report(error: BaseException) -> str:
    """Types and places of the error and its causes. Messages and values are left out: they may hold a secret."""
    lines = [
        f"runbook {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"command: runbook {_command()}",
    ]
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _command() -> str:
    """The command's name; its arguments are the user's."""
    return sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].isalpha() else ""


def _short(filename: str) -> str:
    """A path from its package on, without the home directory of the user."""
    parts = Path(filename).parts
    for root in ("site-packages", "lib", "runbook"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return Path(filename).name


def _save(text: str) -> Path | None:
    try:
        directory = private_directory(state_directory(os.environ) / "crashes")
        path = directory / f"crash-{digest_text(text).removeprefix('sha256:')[:12]}.txt"
        write_private(path, text.encode("utf-8", "backslashreplace"))
    except (StateError, PrivacyError):
        return None
    return path
