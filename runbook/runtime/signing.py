"""Signatures by ssh keys, made and verified by `ssh-keygen -Y`: with a key in a file, in an agent or on a token."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.planning.allowed_signers import names_of
from runbook.planning.armour import ArmourError, read_armour

if TYPE_CHECKING:
    import subprocess
    import tempfile
else:
    subprocess = deferred("subprocess")
    tempfile = deferred("tempfile")

PROGRAM = "ssh-keygen"
_PATIENCE = 120.0
"""Seconds that a person has for a passphrase or for touching a token."""
_SECONDS = 20.0


class SigningError(Exception):
    """Nothing was signed, or nothing could be verified. `reason`: one sentence; `missing`: there is no ssh-keygen."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.missing = missing


def sign(data: bytes, key: str, namespace: str, environ: Mapping[str, str]) -> str:
    """The signature of `data`. `key`: the path of a private key, or of a public one whose other half an agent holds.

    A passphrase is asked for at the terminal by ssh-keygen itself. Errors: SigningError.
    """
    path = os.path.expanduser(key)
    if not os.path.isfile(path):
        raise SigningError(f"there is no key at {key}")
    status, out, err = _run(["-Y", "sign", "-f", path, "-n", namespace], data, environ, _PATIENCE)
    if status != 0:
        raise SigningError(f"ssh-keygen could not sign with {key}: {_last_line(err)}")
    return out.decode("ascii", "replace")


def key_fingerprint(key: str, environ: Mapping[str, str]) -> str:
    """`SHA256:...` of a key in a file; no passphrase is needed. Errors: SigningError."""
    status, out, err = _run(["-l", "-f", os.path.expanduser(key)], b"", environ, _SECONDS)
    words = out.decode("utf-8", "replace").split()
    if status != 0 or len(words) < 2:
        raise SigningError(f"ssh-keygen finds no key at {key}: {_last_line(err)}")
    return words[1]


def is_whole(data: bytes, signature: str, namespace: str, environ: Mapping[str, str]) -> bool:
    """Whether somebody signed this data for this, whoever it was. Errors: SigningError."""
    with tempfile.TemporaryDirectory(prefix="runbook-") as directory:
        text = Path(directory, "signature")
        text.write_text(signature, encoding="utf-8")
        return _run(["-Y", "check-novalidate", "-n", namespace, "-s", str(text)], data, environ, _SECONDS)[0] == 0


def principals(data: bytes, signature: str, signers: bytes, namespace: str, environ: Mapping[str, str]) -> list[str]:
    """Whose signature of `data` it is, by this text of allowed signers and today's clock; empty when it is nobody's.

    Errors: SigningError.
    """
    with tempfile.TemporaryDirectory(prefix="runbook-") as directory:
        allowed, text = Path(directory, "allowed_signers"), Path(directory, "signature")
        allowed.write_bytes(signers)
        text.write_text(signature, encoding="utf-8")
        found = _found(["-Y", "find-principals", "-s", str(text), "-f", str(allowed)], environ)
        every = dict.fromkeys((*found, *_named(signature, signers)))
        return [one for one in every if _holds(one, data, text, allowed, namespace, environ)]


def _named(signature: str, signers: bytes) -> tuple[str, ...]:
    """What all lines call the key: ssh-keygen finds the first one alone, and a person may have another name there."""
    try:
        return names_of(read_armour(signature).blob, signers)
    except ArmourError:
        return ()


def _found(arguments: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    status, out, _ = _run(arguments, b"", environ, _SECONDS)
    lines = out.decode("utf-8", "replace").splitlines() if status == 0 else []
    return list(dict.fromkeys(line for line in lines if line))


def _holds(
    principal: str, data: bytes, signature: Path, allowed: Path, namespace: str, environ: Mapping[str, str]
) -> bool:
    arguments = ["-Y", "verify", "-f", str(allowed), "-I", principal, "-n", namespace, "-s", str(signature)]
    return _run(arguments, data, environ, _SECONDS)[0] == 0


def _run(arguments: Sequence[str], data: bytes, environ: Mapping[str, str], seconds: float) -> tuple[int, bytes, bytes]:
    """Status, output and complaints. It reads `data` and nothing of ours; a passphrase it asks for by itself."""
    try:
        done = subprocess.run(
            [PROGRAM, *arguments],
            input=data,
            env={**environ, "LC_ALL": "C"},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError:
        raise SigningError(f"there is no program {PROGRAM} here; it comes with OpenSSH", missing=True) from None
    except OSError as error:
        raise SigningError(f"{PROGRAM} cannot be started: {error.strerror}", missing=True) from error
    except subprocess.TimeoutExpired:
        raise SigningError(f"{PROGRAM} did not end within {seconds:g} s") from None
    return done.returncode, done.stdout, done.stderr


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "it did not say why"
