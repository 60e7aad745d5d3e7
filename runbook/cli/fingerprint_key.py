"""The key of this machine's fingerprints, or why there is none."""

import os

from runbook.runtime.fingerprints import FingerprintKeyError, Fingerprints, fingerprints
from runbook.runtime.state import StateError, state_directory


def fingerprint_key() -> Fingerprints | str:
    """The key; without one a plan is still made, and says so."""
    try:
        return fingerprints(os.environ, state_directory(os.environ))
    except (FingerprintKeyError, StateError) as error:
        return f"there is no key for fingerprints here ({error.reason})"
