"""Which files a path on the command line means."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from runbook.deferred import pattern
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.runtime.files import CONTRACT_SIZE, STDIN, read_source

_ENDINGS = (".yaml", ".yml")
_TESTS = (".test.yaml", ".test.yml")
CONTRACT = pattern(r"^[\"']?openapi[\"']?[ \t]*:|\A\s*\{\s*\"openapi\"\s*:", re.MULTILINE)
"""Found in the text of an OpenAPI document."""

_OURS = pattern(r"^[\"']?(runbook|openapi)[\"']?[ \t]*:", re.MULTILINE)


def texts_of(paths: Sequence[str]) -> Iterator[tuple[str, Source | None, list[Diagnostic]]]:
    """Each file's name with its text, or with why it cannot be read. In directories only playbooks and contracts."""
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            yield from _inside(path)
        else:
            yield (path, *read_source(path, limit=CONTRACT_SIZE))


def _inside(directory: str) -> Iterator[tuple[str, Source | None, list[Diagnostic]]]:
    """The playbooks and contracts below a directory, in the order of their names; links are not followed."""
    some = False
    for folder, folders, files in os.walk(directory):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(_ENDINGS) and not name.endswith(_TESTS) and not name.startswith("."):
                path = os.path.join(folder, name)
                source, found = read_source(path, limit=CONTRACT_SIZE)
                if source is None or _OURS.search(source.text):
                    some = True
                    yield path, source, found
    if not some:
        yield directory, None, [_nothing(directory)]


def _nothing(directory: str) -> Diagnostic:
    help = "a playbook is a .yaml file that begins with `runbook: 1`"
    return Diagnostic(
        "nothing-to-check", f"no playbook and no contract below {directory}", subject=directory, help=help
    )
