"""What the exit code of the program says."""

from enum import IntEnum


class Exit(IntEnum):
    """Documented in the README and in `runbook --help`; scripts rely on these numbers."""

    DONE = 0
    FAILED = 1
    INVALID = 2
    PERSON = 3
    REFUSED = 4
    IN_DOUBT = 5
    BUDGET = 6
    BUG = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143
