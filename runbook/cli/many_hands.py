"""One task on many things, by as many processes as there are cores.

The others are copies of this process, so only Linux has them. What one that dies leaves undone, this process does.
"""

import contextlib
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NoReturn, TypeVar

from runbook.frozen import frozen
from runbook.values.json import Json
from runbook.values.json_codec import read_json, write_json

T = TypeVar("T")
R = TypeVar("R")

_ALONE = 8
"""Things that are done before any copy is made, so that all of them have what is loaded and known by then."""

_EACH = 16
"""A process for fewer things costs more than it saves."""

_MOST = 16
"""Processes; each has some tens of megabytes of its own."""

_SHARES = 16
"""For each process, so that one that is slower takes fewer of them."""

_TICKET = 2
"""Bytes that name a share. All tickets lie in one pipe, which holds many more; whoever is free draws the next."""


@frozen
class Wire(Generic[R]):
    """How results go from one process to another. `read`: errors: ValueError."""

    write: Callable[[list[R]], Json]
    read: Callable[[Json], list[R]]


def done_by_many(things: Sequence[T], task: Callable[[T], R], most: int, wire: Wire[R]) -> list[R]:
    """What `task` makes of each thing, in their order, by at most so many processes.

    A task may be done again for a thing, when the process that did it has died.
    """
    done = {number: task(thing) for number, thing in enumerate(things[:_ALONE])}
    processes = min(most, (len(things) - _ALONE) // _EACH)
    if processes > 1:
        done |= _shared_out(things, task, processes, wire)
    return [done[number] if number in done else task(thing) for number, thing in enumerate(things)]


def cores() -> int:
    """How many processes are of use: as many as can run at the same time, but each needs its memory; 1 off Linux."""
    return min(len(os.sched_getaffinity(0)), _MOST) if hasattr(os, "sched_getaffinity") else 1


def _shared_out(things: Sequence[T], task: Callable[[T], R], processes: int, wire: Wire[R]) -> dict[int, R]:
    """What came of the things behind those that are done alone, by number."""
    size = -(-(len(things) - _ALONE) // (processes * _SHARES))
    shares = [range(first, min(first + size, len(things))) for first in range(_ALONE, len(things), size)]
    tickets, first = _tickets(len(shares)), os.getpid()
    hands: list[_Hand[R]] = []

    def work() -> dict[int, R]:
        return {number: task(things[number]) for share in _drawn(tickets, first) for number in shares[share]}

    try:
        with contextlib.suppress(OSError):  # when there may be no more processes, these are enough
            for _ in range(processes - 1):
                hands.append(_Hand(work, wire))
        done = work()
        for hand in hands:
            done |= hand.results()
    finally:
        os.close(tickets)
        for hand in hands:
            hand.let_go()
    return done


def _tickets(number: int) -> int:
    """A pipe with so many tickets, and nothing behind them."""
    tickets, printing = os.pipe()
    with open(printing, "wb") as file:
        file.write(b"".join(ticket.to_bytes(_TICKET, "big") for ticket in range(number)))
    return tickets


def _drawn(tickets: int, first: int) -> Iterator[int]:
    """Tickets that no other process has, until there are no more, or the first process does not wait for the work."""
    while first in (os.getpid(), os.getppid()) and (ticket := os.read(tickets, _TICKET)):
        yield int.from_bytes(ticket, "big")


class _Hand(Generic[R]):
    """A copy of this process at work."""

    def __init__(self, work: Callable[[], dict[int, R]], wire: Wire[R]) -> None:
        """Errors: OSError, when there may be no more processes."""
        self._wire = wire
        self._results, writing = os.pipe()
        self._over = False
        try:
            self._process = os.fork()
        except OSError:
            os.close(self._results)
            raise
        else:
            if self._process == 0:
                _work_and_leave(work, writing, wire)
        finally:
            os.close(writing)

    def results(self) -> dict[int, R]:
        """What it made, when it is done; nothing, when it died."""
        with open(self._results, "rb", closefd=False) as file:
            data = file.read()
        self._over = True
        _, status = os.waitpid(self._process, 0)
        return self._told(data) if status == 0 else {}

    def _told(self, data: bytes) -> dict[int, R]:
        match read_json(data):
            case [list(numbers), results]:
                whole = [number for number in numbers if isinstance(number, int)]
                return dict(zip(whole, self._wire.read(results), strict=True))
            case _:
                return {}

    def let_go(self) -> None:
        """Nobody waits for its work any more."""
        os.close(self._results)
        if not self._over:
            os.kill(self._process, signal.SIGTERM)
            os.waitpid(self._process, 0)


def _work_and_leave(work: Callable[[], dict[int, R]], writing: int, wire: Wire[R]) -> NoReturn:
    """All that a copy does. It says nothing of its own, whatever happens: this process will meet the same trouble."""
    code = 1
    try:
        with open(writing, "wb", closefd=False) as file:
            done = work()
            file.write(write_json([list(done), wire.write(list(done.values()))]).encode("ascii"))
        code = 0
    finally:
        os._exit(code)
