"""Files that vanish, room that ends and rights that go away while a run is at work: the next request is not sent."""

import errno
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from staying import Stay

from runbook.cli.exits import Exit
from runbook.cli.machine import is_trouble, tell
from runbook.simulator.faults import Fault, FaultKind

SLOW = "c-plain"
"""Its cancel is answered only after a while."""

_STEP = """\
  - id: {id}
    call: kc.cancel_case
    with: {{ caseId: "{case}" }}
    outcomes:
      - {{ status: 404, then: stop, because: no such case }}
      - {{ status: 422, message: "*", undeclared: true, then: stop, because: refused }}
    verify:
      call: kc.get_case
      with: {{ caseId: "{case}" }}
      holds: response.body.cases[0].secondaryStatus == 'Canceled'
      every: 100ms
      within: 1s
"""

PLAY = """\
runbook: 1
name: two
title: Two cancels
owner: ops
effect: irreversible
providers:
  kc: { contract: karmacheck, auth: { JWT: secrets.KARMACHECK_TOKEN } }
steps:
""" + "".join(_STEP.format(id=id, case=case) for id, case in (("first", SLOW), ("second", "c-invited")))

Process = subprocess.Popen[str]


def remove(ending: str) -> Callable[[Stay, Process], None]:
    return lambda stay, process: next(path.unlink() for path in stay.runs.glob(f"*{ending}"))


def cut(ending: str) -> Callable[[Stay, Process], None]:
    return lambda stay, process: next(os.truncate(path, 0) for path in stay.runs.glob(f"*{ending}"))


def replace_ledger(stay: Stay, process: Process) -> None:
    ledger = stay.place / "state" / "ledger.db"
    shutil.copy(ledger, stay.place / "copy.db")
    (stay.place / "copy.db").replace(ledger)


TROUBLE: dict[str, Callable[[Stay, Process], object]] = {
    "the journal is removed": remove(".db"),
    "the log is removed": remove(".db-wal"),
    "the lock is removed": remove(".lock"),
    "the journal is cut off": cut(".db"),
    "the log is cut off": cut(".db-wal"),
    "the ledger is removed": lambda stay, process: (stay.place / "state" / "ledger.db").unlink(),
    "the ledger is replaced": replace_ledger,
    "everything is removed": lambda stay, process: shutil.rmtree(stay.place / "state"),
    "everything is moved": lambda stay, process: (stay.place / "state").rename(stay.place / "moved"),
}
if hasattr(resource, "prlimit"):
    TROUBLE["files may not grow"] = lambda stay, process: resource.prlimit(
        process.pid, resource.RLIMIT_FSIZE, (1024, resource.RLIM_INFINITY)
    )


@contextmanager
def at_work(stay: Stay) -> Iterator[Process]:
    """A run whose first cancel has taken effect and is not answered yet."""
    stay.simulator.add_fault(Fault(FaultKind.SLOW, "karmacheck", "cancel_case", SLOW, seconds=1.0))
    server = f"kc={stay.simulator.servers['karmacheck']}"
    arguments = ["run", stay.play(PLAY), "-e", "simulator", "--server", server]
    with stay.waiting(arguments, "cancel_case", SLOW) as process:
        yield process


@pytest.mark.parametrize("what", TROUBLE)
def test_nothing_more_is_sent_and_what_was_sent_is_said(what: str, stay: Stay) -> None:
    with at_work(stay) as process:
        TROUBLE[what](stay, process)
        out, err = process.communicate(timeout=60)
    assert process.returncode == Exit.IN_DOUBT, err
    assert stay.simulator.ledger.sent("cancel_case", "c-invited") == 0
    assert f"POST /case/id/{SLOW}/cancel" in out
    said = " ".join(err.split())
    assert "error[journal]" in said or "error[ledger]" in said
    assert "nothing more was sent" in said or "1 irreversible request left in this run before" in said


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.ENOENT])
def test_what_a_machine_refuses_is_no_bug_of_ours(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    error = OSError(number, os.strerror(number), "/some/place")
    assert is_trouble(error)
    tell(error, "nothing was sent")
    said = capsys.readouterr().err
    assert f"error[machine]: this machine does not let the program work: {os.strerror(number)} (/some/place)" in said
    assert "nothing was sent" in said


def test_anything_else_is() -> None:
    assert not is_trouble(OSError("no number"))
    assert not is_trouble(ConnectionResetError(errno.ECONNRESET, "reset"))
