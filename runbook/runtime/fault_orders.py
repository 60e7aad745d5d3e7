"""What shall happen when a run reaches a named point, as a test orders it."""

import errno
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from runbook.frozen import frozen

ANY = "*"
"""A name that stands for every point."""

_SIGNALS = {"kill": signal.SIGKILL, "int": signal.SIGINT, "term": signal.SIGTERM, "hup": signal.SIGHUP}


class FaultOrderError(ValueError):
    """An order that nobody can follow."""


@frozen
class Order:
    """What shall happen at the `number`th reaching of `point`.

    `kill:POINT:N`, `int:…`, `term:…`, `hup:…`: this process gets that signal. `fail:POINT:N:ENOSPC`: an OSError,
    then and ever after, as from a disk that is full. `list:FILE`: every point reached is appended to the file.
    """

    kind: str
    point: str
    number: int = 1
    error: str = ""

    def follow(self, reached: int) -> None:
        """Do it when it is time. Errors: OSError, as ordered."""
        if self.kind == "fail":
            if reached >= self.number:
                code = int(getattr(errno, self.error))
                raise OSError(code, os.strerror(code))
        elif reached == self.number:
            os.kill(os.getpid(), _SIGNALS[self.kind])


@dataclass(slots=True)
class FaultPoints:
    """The orders of a process, and how often each point was reached."""

    orders: tuple[Order, ...] = ()
    reached: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def order(self, text: str) -> None:
        """Follow these orders, separated by `;`, from now on. Errors: FaultOrderError."""
        self.orders = tuple(_order(one) for one in text.split(";") if one)
        self.reached.clear()

    def reach(self, point: str) -> None:
        """This point was reached. Errors: OSError, as ordered."""
        with self.lock:
            self.reached[point] += 1
            self.reached[ANY] += 1
            reached = {name: self.reached[name] for name in (point, ANY)}
        for order in self.orders:
            if order.kind == "list":
                _note(order.point, point)
            elif order.point in reached:
                order.follow(reached[order.point])


def _order(text: str) -> Order:
    kind, _, rest = text.partition(":")
    if kind == "list" and rest:
        return Order(kind, rest)
    point, *more = rest.split(":")
    wanted = 2 if kind == "fail" else 1
    known = kind == "fail" or kind in _SIGNALS
    if not (known and point and len(more) == wanted and more[0].isdecimal()):
        raise FaultOrderError(f"RUNBOOK_FAULT: cannot follow {text!r}")
    if kind == "fail" and not hasattr(errno, more[1]):
        raise FaultOrderError(f"RUNBOOK_FAULT: no error is called {more[1]!r}")
    return Order(kind, point, int(more[0]), *more[1:])


def _note(path: str, point: str) -> None:
    """One line, written at once: the process may be gone a moment later."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, f"{point}\n".encode())
    finally:
        os.close(descriptor)


POINTS = FaultPoints()
"""Those of this process."""


def reaching(orders: str) -> Callable[[str], None]:
    """What to call at a point of this process. Errors: FaultOrderError."""
    POINTS.order(orders)
    return POINTS.reach
