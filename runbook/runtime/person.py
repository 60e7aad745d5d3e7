"""Who is at this machine."""

import getpass
import os
import pwd


def this_person() -> str:
    """The name the system knows this user by; what the environment says counts only where the system knows none."""
    known = _known(os.getuid())
    if known is not None:
        return known
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return name_of(os.getuid())


def name_of(user: int) -> str:
    """The name the system knows this user by, or their number."""
    known = _known(user)
    return f"user {user}" if known is None else known


def _known(user: int) -> str | None:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return None
