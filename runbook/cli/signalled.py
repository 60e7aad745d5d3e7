"""The machine asked the program to end."""

import signal
from collections.abc import Iterator


class SignalledError(BaseException):
    """A signal other than Ctrl-C. `number`: which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def endings() -> Iterator[signal.Signals]:
    """The signals besides Ctrl-C that end the program; one that whoever started it has ignored (nohup) stays so."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            yield number


_begun: list[bool] = []


def begins() -> None:
    """From here on there is a run: whoever is interrupted is not told that there is none."""
    _begun.append(True)


def forget_begun() -> None:
    """Another command begins."""
    _begun.clear()


def has_begun() -> bool:
    """Whether this process has begun a run, or taken one up."""
    return bool(_begun)
