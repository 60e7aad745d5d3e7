import signal
from pathlib import Path

import pytest
from prepared import CASE
from program import runbook, shell

from runbook.cli.signalled import SignalledError, begins, endings, forget_begun, has_begun


def test_it_passes_every_handler_of_ordinary_errors_and_names_its_signal() -> None:
    assert not issubclass(SignalledError, Exception)
    assert SignalledError(15).number == 15


def test_what_was_ignored_before_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert list(endings()) == [signal.SIGTERM]
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        assert list(endings()) == [signal.SIGTERM, signal.SIGHUP]
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_run_has_begun_from_the_moment_somebody_says_so() -> None:
    forget_begun()
    assert not has_begun()
    begins()
    assert has_begun()
    forget_begun()


def test_a_run_under_nohup_survives_the_end_of_its_session(tmp_path: Path) -> None:
    order = "hup:journal.committed:3"
    script = f"trap '' HUP; exec $RUNBOOK run {CASE} -i case_id=c-plain -e simulator"
    assert shell(script, tmp_path, RUNBOOK_FAULT=order).returncode == 0
    assert shell(script.removeprefix("trap '' HUP; "), tmp_path, RUNBOOK_FAULT=order).returncode == 129


@pytest.mark.parametrize(("kind", "code"), [("term", 143), ("hup", 129), ("int", 130)])
def test_who_is_interrupted_before_a_run_begins_is_told_so(kind: str, code: int, tmp_path: Path) -> None:
    words = ("run", CASE, "-i", "case_id=c-plain", "-e", "simulator")
    done = runbook(*words, state=tmp_path, RUNBOOK_FAULT=f"{kind}:file.write:1")
    assert (done.returncode, done.stderr.strip()) == (code, "interrupted: nothing was begun")
    assert not list(tmp_path.rglob("r-*"))
