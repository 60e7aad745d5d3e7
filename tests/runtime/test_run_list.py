from pathlib import Path

from runbook.interpreter.events import HandedOver
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.run_list import last_run, list_runs
from tests.runtime.fakes import FakeClock


def written(runs: Path, run: str, started: float = 1.5) -> RunJournal:
    header = JournalHeader("cancel", "simulator", started, 42, "here", "0.1.0")
    journal = RunJournal.create(runs, run, header, clock=FakeClock())
    journal.append([HandedOver("step", "ops", "cancelled")])
    return journal


def test_runs_are_listed_newest_first_with_their_trouble(tmp_path: Path) -> None:
    written(tmp_path, "r-20260101-000000-aaaa", 1767225600.5).close()
    (tmp_path / "r-20260301-000000-cccc.db").write_bytes(b"garbage" * 100)
    living = written(tmp_path, "r-20260201-000000-bbbb", 1769904000.0)
    entries = list_runs(tmp_path)
    living.close()
    assert [(entry.run[-4:], entry.running, entry.glimpse is None) for entry in entries] == [
        ("cccc", False, True),
        ("bbbb", True, False),
        ("aaaa", False, False),
    ]
    assert "not a database" in entries[0].trouble


def test_runs_of_one_second_are_listed_by_when_they_began(tmp_path: Path) -> None:
    for name, started in (("ffff", 0.1), ("0000", 0.9), ("8888", 0.5), ("7777", 0.5)):
        written(tmp_path, f"r-19700101-000000-{name}", started).close()
    assert [entry.run[-4:] for entry in list_runs(tmp_path)] == ["0000", "8888", "7777", "ffff"]
    assert last_run(tmp_path) == "r-19700101-000000-0000"
    written(tmp_path, "r-19700102-000000-0001", 86400.0).close()
    assert last_run(tmp_path) == "r-19700102-000000-0001"


def test_where_nothing_ran_there_is_no_last_run(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_bytes(b"")
    assert last_run(tmp_path) is None


def test_a_file_that_is_no_run_comes_last(tmp_path: Path) -> None:
    written(tmp_path, "r-19700101-000000-aaaa").close()
    (tmp_path / "notes.db").write_bytes(b"")
    assert [entry.run for entry in list_runs(tmp_path)] == ["r-19700101-000000-aaaa", "notes"]
