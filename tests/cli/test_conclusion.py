import signal
from contextlib import ExitStack
from pathlib import Path

import pytest
from prepared import prepared
from recorded import begun

from runbook.cli.conclusion import conclude
from runbook.cli.conduct import Interruption
from runbook.cli.exits import Exit
from runbook.cli.progress import Watched
from runbook.cli.world import Outside, open_world
from runbook.interpreter.events import AttemptStarted, Event, Purpose
from runbook.interpreter.state import State
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ports import Recorded
from runbook.runtime.runner import Halt, Rest
from runbook.runtime.secret_memory import SecretMemory


def outside() -> Outside:
    with ExitStack() as stack:
        return open_world(prepared(environment="stage"), stack, SecretMemory())


def watched(*events: Event) -> Watched:
    seen = Watched()
    for number, event in enumerate(events, 1):
        seen.observe(Recorded(number, float(number), event))
    return seen


STARTED = begun(prepared(environment="stage"))
ATTEMPT = AttemptStarted("case", 1, Purpose.ACT, {"effect": "irreversible"}, "sha256:0")


def broken(interruption: Interruption) -> Rest:
    raise JournalError(Path("r-1.db"), "cannot be written: the disk is full")


def test_a_journal_that_broke_under_a_request_is_in_doubt(capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude(broken, watched(STARTED, ATTEMPT), outside(), "text") == Exit.IN_DOUBT
    assert "the disk is full" in capsys.readouterr().err


def test_a_journal_that_broke_before_anything_left_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert conclude(broken, watched(STARTED), outside(), "text") == Exit.FAILED
    assert "nothing more was sent" in capsys.readouterr().err


def test_an_interrupted_run_leaves_with_its_signal() -> None:
    def drive(interruption: Interruption) -> Rest:
        interruption.number = signal.SIGTERM
        return Rest(Halt.INTERRUPTED, State())

    assert conclude(drive, watched(STARTED), outside(), "json") == Exit.TERMINATED


def test_a_second_signal_still_tells_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    def drive(interruption: Interruption) -> Rest:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conclude(drive, watched(STARTED, ATTEMPT), outside(), "text")
    assert "in doubt" in capsys.readouterr().out


def test_what_the_plan_does_not_show_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    def drive(interruption: Interruption) -> Rest:
        return Rest(Halt.UNCOVERED, State(), uncovered=None)

    assert conclude(drive, watched(STARTED), outside(), "text") == Exit.REFUSED
    assert capsys.readouterr().out
