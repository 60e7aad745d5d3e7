"""An ssh signature as text: which key made it and what for (OpenSSH, PROTOCOL.sshsig)."""

import base64
import binascii

from runbook.frozen import frozen
from runbook.values.sha import sha256

NAMESPACE = "runbook-plan@runbook"
"""What our signatures are for: one that was made for anything else is no approval."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_MAGIC = b"SSHSIG\x00\x00\x00\x01"
_LONGEST = 32 << 10


class ArmourError(Exception):
    """A text is no ssh signature."""


@frozen
class Armour:
    """What a signature says of itself. `key`: the fingerprint, as `ssh-keygen -l` prints it; `blob`: in wire form."""

    key: str
    namespace: str
    blob: bytes = b""


def read_armour(text: str) -> Armour:
    """What the signature says; that it is right only `ssh-keygen -Y verify` can tell. Errors: ArmourError."""
    lines = text.strip().split("\n")
    if len(text) > _LONGEST or len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise ArmourError("it does not begin and end as one")
    try:
        data = base64.b64decode("".join(lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        raise ArmourError("its lines are no base64") from None
    if not data.startswith(_MAGIC):
        raise ArmourError("it is of a kind or version that is not known")
    key, rest = _string(data[len(_MAGIC) :])
    namespace, _ = _string(rest)
    return Armour(fingerprint(key), namespace.decode("utf-8", "replace"), key)


def fingerprint(key: bytes) -> str:
    """`SHA256:...` of a public key in its wire form."""
    return "SHA256:" + base64.b64encode(sha256(key).digest()).decode("ascii").rstrip("=")


def _string(data: bytes) -> tuple[bytes, bytes]:
    """A string with its length before it, and what follows."""
    size = int.from_bytes(data[:4], "big")
    if len(data) < 4 or len(data) < 4 + size:
        raise ArmourError("it ends too early")
    return data[4 : 4 + size], data[4 + size :]
