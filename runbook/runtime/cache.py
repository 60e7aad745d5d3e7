"""What can be computed again, kept to save time: private, checked when read, never trusted, never a reason to fail."""

import json
from pathlib import Path

from runbook.language.expressions import Expressions
from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.private import PrivacyError, private_directory, write_private
from runbook.values.canonical import digest_text
from runbook.values.json import Json

LARGEST = 64 << 20


class Cache:
    """Values by kind and key, one file each. `engine`: what computed them; another engine sees none of them."""

    def __init__(self, directory: Path, engine: str) -> None:
        self._directory = directory
        self._engine = engine

    def find(self, kind: str, key: str) -> Json:
        """What was kept; None when there is nothing, or nothing that is whole."""
        try:
            text = read_bounded(self._path(kind, key), LARGEST).decode("ascii")
        except (BoundedReadError, UnicodeDecodeError):
            return None
        checksum, _, body = text.partition("\n")
        if digest_text(body) != checksum:
            return None
        found: Json = json.loads(body)
        return found

    def keep(self, kind: str, key: str, value: Json) -> None:
        """Keep a value. A cache that cannot be written is no trouble: the next time it is computed again."""
        body = json.dumps(value, separators=(",", ":"))
        path = self._path(kind, key)
        try:
            private_directory(path.parent)
            write_private(path, f"{digest_text(body)}\n{body}".encode("ascii"), durable=False)
        except PrivacyError:
            return

    def _path(self, kind: str, key: str) -> Path:
        name = digest_text(f"{self._engine}\n{key}").removeprefix("sha256:")
        return self._directory / kind / f"{name}.json"


def remembered(cache: Cache | None, key: str) -> Expressions:
    """The expressions that an earlier process parsed for the same text; `key`: its digest."""
    found = cache.find("expressions", key) if cache else None
    return Expressions(found if isinstance(found, dict) else None)


def remember(cache: Cache | None, key: str, expressions: Expressions) -> None:
    """Keep the expressions of a text for the next process, if it has new ones."""
    if cache and expressions.grown:
        cache.keep("expressions", key, dict(expressions.known()))
