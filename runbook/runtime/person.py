"""Who is at this machine."""

import getpass
import os
import pwd


def this_person() -> str:
    """The name the system knows this user by; what the environment says counts only where the system knows none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        pass
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
