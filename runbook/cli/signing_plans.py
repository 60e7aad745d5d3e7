"""Signing a plan with somebody's ssh key."""

import os

from runbook.planning.armour import NAMESPACE, ArmourError, read_armour
from runbook.planning.plan_file import Saved, Signature
from runbook.runtime.signing import SigningError, sign


def signature(saved: Saved, key: str, now: float) -> Signature:
    """The signature of the plan with the key at that path. Errors: SigningError."""
    text = sign(saved.signed, key, NAMESPACE, os.environ)
    try:
        return Signature(read_armour(text).key, "", int(now), text)
    except ArmourError as error:
        raise SigningError(f"what ssh-keygen made is no signature: {error}") from error
