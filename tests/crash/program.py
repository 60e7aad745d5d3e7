"""The program under test, started one way or the other."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""No start takes longer; one that does is stuck."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a start ended. `status`: the exit code, negative for a signal. `points`: those that were reached."""

    status: int
    out: str
    err: str
    points: tuple[str, ...]


class Program(Protocol):
    """Something that starts the program."""

    def start(self, argv: Sequence[str], place: Path, orders: str = "") -> Ended:
        """Run it to its end in `place`, following these orders at its fault points."""


class Forked:
    """Starts of a program that was imported once. `without`: a module that takes a safeguard out."""

    def __init__(self, cache: Path, without: str | None = None) -> None:
        command = [sys.executable, "-m", "tests.crash.forked", *([without] if without else [])]
        self._process = subprocess.Popen(
            command, env=environment(cache), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, argv: Sequence[str], place: Path, orders: str = "") -> Ended:
        """Run it to its end."""
        return self._await(argv, place, orders, lambda pid: None)

    def watched(self, argv: Sequence[str], place: Path, orders: str, act: Callable[[int], None]) -> Ended:
        """The same; `act` is given its process id while it runs."""
        return self._await(argv, place, orders, act)

    def _await(self, argv: Sequence[str], place: Path, orders: str, act: Callable[[int], None]) -> Ended:
        out, err = place / "out", place / "err"
        job = {"argv": list(argv), "state": str(place / "state"), "directory": str(place)}
        job |= {"orders": _listed(place, orders), "out": str(out), "err": str(err)}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        act(json.loads(self._process.stdout.readline())["pid"])
        status = json.loads(self._process.stdout.readline())["status"]
        return Ended(status, out.read_text(), err.read_text(), _points(place))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=SECONDS)


class Fresh:
    """Each start is a new process from the beginning."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def start(self, argv: Sequence[str], place: Path, orders: str = "") -> Ended:
        """Run it to its end."""
        around = environment(self._cache, RUNBOOK_STATE=str(place / "state"))
        around["RUNBOOK_FAULT"] = _listed(place, orders)
        command = [sys.executable, "-m", "runbook", *argv]
        done = subprocess.run(
            command, env=around, cwd=place, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        return Ended(done.returncode, done.stdout, done.stderr, _points(place))


def _listed(place: Path, orders: str) -> str:
    """The orders, and that every point be written down."""
    (place / "points").unlink(missing_ok=True)
    return f"list:{place / 'points'};{orders}"


def _points(place: Path) -> tuple[str, ...]:
    path = place / "points"
    return tuple(path.read_text().split()) if path.exists() else ()


def environment(cache: Path, **more: str) -> dict[str, str]:
    """What a start knows of its surroundings: places of its own, and a warning is an error."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")}
    places = {"HOME": str(cache), "RUNBOOK_CACHE": str(cache / "cache"), "RUNBOOK_STATE": str(cache / "state")}
    return {**kept, **places, "PYTHONWARNINGS": "error", "RUNBOOK_FAULT": "", **more}
