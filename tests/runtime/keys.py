"""ssh keys for tests, made by ssh-keygen itself."""

import subprocess
from pathlib import Path


def key(folder: Path, name: str, kind: str = "ed25519") -> Path:
    """A new key without a passphrase."""
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", name, "-f", str(path)], check=True)
    return path


def public(path: Path) -> str:
    """`ssh-ed25519 AAAA...`"""
    return " ".join(path.with_name(f"{path.name}.pub").read_text().split()[:2])


def fingerprint(path: Path) -> str:
    """As ssh-keygen prints it."""
    done = subprocess.run(["ssh-keygen", "-l", "-f", str(path)], check=True, capture_output=True, text=True)
    return done.stdout.split()[1]
