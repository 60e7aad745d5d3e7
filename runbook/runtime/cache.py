"""Results that are kept to save time: private, proved to be our own when they are read, never a reason to fail.

Each file begins with a proof of its content, its kind and its key, made with the key in the state directory. What
anybody else wrote, or moved to another place, is not found. Nothing here is code: values are JSON, or bytes that the
reader of that kind understands.
"""

from pathlib import Path

from runbook.language.expressions import Expressions
from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.private import PrivacyError, private_directory, write_private
from runbook.values.canonical import digest_text
from runbook.values.json import Json
from runbook.values.json_codec import read_json, write_json
from runbook.values.mac import hmac_sha256

LARGEST = 64 << 20


class Cache:
    """Values by kind and key, one file each. `engine`: what computed them; another engine sees none of them.

    `key`: proves who wrote a value.
    """

    def __init__(self, directory: Path, engine: str, key: bytes) -> None:
        self._directory = directory
        self._engine = engine
        self._key = key
        self._made: set[str] = set()

    def find(self, kind: str, key: str) -> Json:
        """What was kept; None when there is nothing, or nothing that is whole."""
        data = self.find_bytes(kind, key)
        return None if data is None else read_json(data)

    def keep(self, kind: str, key: str, value: Json) -> None:
        """Keep a value."""
        self.keep_bytes(kind, key, write_json(value, compact=True).encode("ascii"))

    def find_bytes(self, kind: str, key: str) -> bytes | None:
        """What was kept as bytes; None when there is nothing, or nothing that is whole."""
        path = self._path(kind, key)
        try:
            proof, _, data = read_bounded(path, LARGEST).partition(b"\n")
        except BoundedReadError:
            return None
        return data if proof == self._proof(kind, path.name, data) else None

    def keep_bytes(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes. A cache that cannot be written is no trouble: the next time they are computed again."""
        path = self._path(kind, key)
        try:
            if kind not in self._made:
                private_directory(path.parent)
                self._made.add(kind)
            write_private(path, self._proof(kind, path.name, data) + b"\n" + data, durable=False)
        except PrivacyError:
            return

    def _path(self, kind: str, key: str) -> Path:
        name = digest_text(f"{self._engine}\n{key}").removeprefix("sha256:")
        return self._directory / kind / f"{name}.json"

    def _proof(self, kind: str, name: str, data: bytes) -> bytes:
        return hmac_sha256(self._key, f"{kind}/{name}\n".encode() + data).hex().encode("ascii")


def remembered(cache: Cache | None, key: str) -> Expressions:
    """The expressions that an earlier process parsed for the same text; `key`: its digest."""
    found = cache.find("expressions", key) if cache else None
    return Expressions(found if isinstance(found, dict) else None)


def remember(cache: Cache | None, key: str, expressions: Expressions) -> None:
    """Keep the expressions of a text for the next process, if it has new ones."""
    if cache and expressions.grown:
        cache.keep("expressions", key, dict(expressions.known()))
