"""A chain of checksums: each record vouches for itself, its place and everything before it.

SQLite's own check says `ok` after a byte of an outcome was overwritten (THREATS 2.12).
"""

from runbook.values.sha import sha256

START = "runbook journal 1"


def link(before: str, *parts: str) -> str:
    """The checksum of a record after the one whose checksum is `before`: 64 hexadecimal digits."""
    said = [before.encode("ascii")]
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        said += [f"{len(data)}:".encode("ascii"), data]
    return sha256(b"".join(said)).hexdigest()
