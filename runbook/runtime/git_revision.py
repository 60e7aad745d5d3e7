"""A project as a commit of its git repository holds it: its documents, in a folder of their own.

Only objects are read (`ls-tree`, `cat-file`): no filter, hook, pager or text conversion of the repository runs, nothing
is fetched, and the working tree is left alone. Links and submodules are left out.
"""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred, pattern
from runbook.frozen import frozen

if TYPE_CHECKING:
    import subprocess
else:
    subprocess = deferred("subprocess")

_REVISION = pattern(r"([A-Za-z0-9_@][A-Za-z0-9_.@^~{}/-]*):(.+)")
_SIGNERS = pattern(r"signers:\s*[\"']?([^\s\"',}#]+)")
_DOCUMENTS = (".yaml", ".yml", ".json")
_LARGEST = 16 << 20
_ALL = 256 << 20
_SECONDS = 60.0
_KEPT = ("PATH", "HOME", "LANG", "XDG_CONFIG_HOME")
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
}


class RevisionError(Exception):
    """A revision cannot be read. `reason`: completes "HEAD:play.yaml ..."."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen
class _Blob:
    """A file of a commit. `path`: from the top of the repository."""

    object: str
    size: int
    path: str


def revision_of(name: str) -> tuple[str, str] | None:
    """Return revision and path of `HEAD:play.yaml`; None for what is a file here or no such name."""
    match = _REVISION.fullmatch(name)
    return None if match is None or Path(name).exists() else (match[1], match[2])


@contextmanager
def exported(revision: str, path: str, environ: Mapping[str, str]) -> Iterator[Path]:
    """Give the place of one file of a commit, with all documents of that commit around it, until the block ends.

    `path`: as git reads it, from the top of the repository around the working directory, or from here with `./`.
    Errors: RevisionError.
    """
    top = Path(_git(["rev-parse", "--show-toplevel"], b"", environ).decode("utf-8", "surrogateescape").rstrip("\n"))
    wanted = os.path.normpath(os.path.relpath(path, top) if path.startswith(("./", "../")) else path)
    blobs = _blobs(revision, top, environ)
    if wanted not in {one.path for one in blobs}:
        raise RevisionError(f"does not exist: {revision} has no file {wanted}")
    with tempfile.TemporaryDirectory(prefix="runbook-") as folder:
        root = Path(folder)
        (root / ".git").mkdir()  # nothing above it is looked at
        documents = [one for one in blobs if one.path.endswith(_DOCUMENTS) or one.path == wanted]
        texts = _write(root, documents, top, environ)
        named = {name for text in texts for name in _signers(text)}
        written = {one.path for one in documents}
        others = [one for one in blobs if one.path not in written and os.path.basename(one.path) in named]
        _write(root, others, top, environ)
        yield root / wanted


def _signers(text: bytes) -> Iterator[str]:
    """The names of the files of allowed signers that a document names."""
    return (os.path.basename(found) for found in _SIGNERS.findall(text.decode("utf-8", "replace")))


def _blobs(revision: str, top: Path, environ: Mapping[str, str]) -> list[_Blob]:
    listed = _git(["ls-tree", "-r", "-z", "-l", "--full-tree", f"{revision}^{{commit}}"], b"", environ, top)
    found = []
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        words = head.split()
        if len(words) == 4 and words[0] in ("100644", "100755") and int(words[3]) <= _LARGEST:
            found.append(_Blob(words[2], int(words[3]), path))
    return found


def _write(root: Path, blobs: Sequence[_Blob], top: Path, environ: Mapping[str, str]) -> list[bytes]:
    """Write these files below the root; return what is in them. Errors: RevisionError."""
    if sum(one.size for one in blobs) > _ALL:
        raise RevisionError(f"cannot be read: its commit has more than {_ALL >> 20} MiB of documents")
    asked = "".join(f"{one.object}\n" for one in blobs).encode("ascii")
    answer = _git(["cat-file", "--batch"], asked, environ, top) if blobs else b""
    texts, at = [], 0
    for blob in blobs:
        head = f"{blob.object} blob {blob.size}\n".encode("ascii")
        if not answer.startswith(head, at):
            raise RevisionError(f"cannot be read: this clone does not have {blob.path} at that revision")
        at += len(head)
        texts.append(answer[at : at + blob.size])
        at += blob.size + 1
        place = root / blob.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(texts[-1])
    return texts


def _git(arguments: Sequence[str], data: bytes, environ: Mapping[str, str], top: Path | None = None) -> bytes:
    """What git prints. Errors: RevisionError."""
    kept = {name: environ[name] for name in _KEPT if name in environ}
    command = ["git", *(["-C", str(top)] if top is not None else []), *arguments]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, env={**kept, **_QUIET}, timeout=_SECONDS, check=False
        )
    except OSError as error:
        raise RevisionError(f"cannot be read: git cannot be started: {error.strerror}") from error
    except subprocess.TimeoutExpired:
        raise RevisionError(f"cannot be read: git did not end within {_SECONDS:g} s") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(f"cannot be read: {re.sub(r'^(fatal|error): ', '', said[-1]) if said else 'git failed'}")
    return done.stdout
