"""From a path, or standard input, to a text or to the reason why there is none."""

import os
from pathlib import Path

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.text import decode
from runbook.runtime.bounded import BoundedReadError, read_bounded, read_stream

STDIN = "-"
PLAYBOOK_SIZE = 1 << 20
CONTRACT_SIZE = 16 << 20


def read_source(path: str, *, limit: int = PLAYBOOK_SIZE) -> tuple[Source | None, list[Diagnostic]]:
    """The text at `path`; `-` is standard input. `limit`: bytes. In bounded time and memory, whatever is there."""
    try:
        data = read_stream(0, limit) if path == STDIN else read_bounded(Path(path), limit)
    except BoundedReadError as error:
        return None, [_unreadable(path, error.reason)]
    except OSError as error:
        return None, [_unreadable(path, f"cannot be read: {error.strerror}")]
    return decode(path, data, limit=limit)


def shown(path: Path) -> str:
    """The name people know a file by: relative to where they are, when it is below."""
    here = Path.cwd()
    return os.path.relpath(path, here) if path.is_relative_to(here) else str(path)


def _unreadable(name: str, reason: str) -> Diagnostic:
    what = "standard input" if name == STDIN else name
    return Diagnostic("unreadable-file", f"{what} {reason}", subject=name)
