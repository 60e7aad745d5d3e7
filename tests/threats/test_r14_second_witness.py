"""R14: what a journal lost, the ledger knows, and what the ledger lost, the journals know: nothing is sent twice."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.run_list import list_runs
from runbook.simulator.server import Simulator
from tests.threats.test_r14_one_runner import arguments, said, started

CANCEL, PLAIN = "cancel_case", "c-plain"


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as served:
        yield served


def done_once(place: Path, simulator: Simulator) -> Path:
    """The journal of a run that did it."""
    assert said(place, *arguments(simulator, PLAIN))[0] == 0
    (entry,) = list_runs(place / "state" / "runs")
    return entry.path


def cut_to_its_beginning(journal: Path) -> None:
    """As an older copy of it has it: only that the run began."""
    whole = read_journal(journal)
    for path in journal.parent.glob(f"{journal.stem}.*"):
        path.unlink()
    with closing(RunJournal.create(journal.parent, whole.run, whole.header, clock=SystemClock())) as older:
        older.keep(whole.documents.values())
        older.append([whole.events[0].event])


def test_the_journal_of_another_run_does_not_answer_for_one_that_did_it(tmp_path: Path, simulator: Simulator) -> None:
    journal = done_once(tmp_path, simulator)
    assert said(tmp_path, *arguments(simulator, "c-plain--2"))[0] == 0
    (other,) = (one.path for one in list_runs(journal.parent) if one.path != journal)
    shutil.copyfile(other, journal)
    code, words = said(tmp_path, *arguments(simulator, PLAIN))
    assert (code, f"holds run {other.stem}" in words) == (4, True)
    code, words = said(tmp_path, "resume", journal.stem)
    assert (code, f"holds run {other.stem}" in words) == (5, True)
    assert simulator.ledger.sent(CANCEL, PLAIN) == 1


def test_an_older_journal_does_not_make_undone_what_was_done(tmp_path: Path, simulator: Simulator) -> None:
    journal = done_once(tmp_path, simulator)
    cut_to_its_beginning(journal)
    code, words = said(tmp_path, *arguments(simulator, PLAIN))
    assert (code, "the ledger knows of an attempt that its journal does not" in words) == (4, True)
    code, words = said(tmp_path, "resume", journal.stem)
    assert "warning[torn-journal]" in words
    assert "the ledger knows of an attempt that the journal does not: case" in words
    assert simulator.ledger.sent(CANCEL, PLAIN) == 1


def test_a_ledger_that_is_gone_does_not_make_undone_what_was_done(tmp_path: Path, simulator: Simulator) -> None:
    done_once(tmp_path, simulator)
    (tmp_path / "state" / "ledger.db").unlink()
    shown, _ = started(tmp_path, *arguments(simulator, PLAIN), "--dry-run").communicate(timeout=60)
    assert "done before" in shown
    code, words = said(tmp_path, *arguments(simulator, PLAIN))
    assert (code, "done before" in words) == (4, True)
    assert simulator.ledger.sent(CANCEL, PLAIN) == 1
