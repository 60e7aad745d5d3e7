import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from runbook.diagnostics.source import Source
from runbook.interpreter.events import HandedOver
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import Glimpse, JournalHeader, glimpse_journal, read_journal
from runbook.runtime.journal_file import JournalDamagedError, JournalError
from tests.runtime.fakes import FakeClock

HEADER = JournalHeader("cancel", "simulator", 1.5, 42, "here", "0.1.0")
EVENTS = [HandedOver(f"step[{number}]", "ops", "cancelled") for number in range(6)]


def written(runs: Path, run: str = "r-1") -> RunJournal:
    journal = RunJournal.create(runs, run, HEADER, clock=FakeClock())
    journal.keep([Source("cancel.yaml", "runbook: 1\n")])
    for event in EVENTS:
        journal.append([event])
    return journal


def apart(place: Path) -> Path:
    """Where a copy of that journal can stand under its own name."""
    (place / "copies").mkdir()
    return place / "copies" / "r-1.db"


def test_any_flipped_byte_is_reported_or_changes_nothing(tmp_path):
    journal = written(tmp_path)
    journal.close()
    good, bytes_ = read_journal(journal.path), journal.path.read_bytes()
    copy = apart(tmp_path)
    copy.write_bytes(bytes_)
    reported = 0
    with copy.open("r+b", buffering=0) as file:
        for offset in _interesting(bytes_):
            file.seek(offset)
            file.write(bytes([bytes_[offset] ^ 0x20]))
            try:
                contents = read_journal(copy)
                assert (contents.header, contents.events) == (good.header, good.events), offset
                assert {key: (one.name, one.text) for key, one in contents.documents.items()} == {
                    key: (one.name, one.text) for key, one in good.documents.items()
                }
            except JournalError:
                reported += 1
            file.seek(offset)
            file.write(bytes([bytes_[offset]]))
    assert reported > 500


def _interesting(data: bytes) -> list[int]:
    """Every third byte that is not padding, and the first hundred."""
    return [*range(100), *[offset for offset in range(100, len(data)) if data[offset]][::3]]


def test_an_outcome_overwritten_byte_for_byte_is_reported_with_its_record(tmp_path):
    journal = written(tmp_path)
    journal.close()
    data = bytearray(journal.path.read_bytes())
    at = data.index(b"cancelled", data.index(b'"step[3]"'))
    data[at : at + 9] = b"cancellex"
    journal.path.write_bytes(data)
    with closing(sqlite3.connect(journal.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(JournalDamagedError) as caught:
        read_journal(journal.path)
    assert caught.value.record == 5
    assert caught.value.reason == "record 5 was changed after it was written"


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("DELETE FROM records WHERE number = 3", 3),
        ("UPDATE records SET number = 100 WHERE number = 6", 6),
        ("UPDATE records SET at = '1.0' WHERE number = 2", 2),
        ("UPDATE records SET text = NULL WHERE 0", None),
        ("DELETE FROM records WHERE number = 7", 7),
        ("DELETE FROM tip", 8),
        ("DELETE FROM header", 0),
        ("UPDATE header SET text = replace(text, 'simulator', 'prod')", 0),
        ("UPDATE documents SET digest = 'sha256:00'", 0),
        ("DELETE FROM documents", 0),
        ("INSERT INTO documents VALUES ('sha256:00', '')", 0),
        ("UPDATE documents SET text = 'runbook: 2'", 0),
        ("PRAGMA application_id = 7", 0),
        ("DROP TABLE records", 0),
    ],
)
def test_every_kind_of_tampering_is_reported(tmp_path, statement, record):
    journal = written(tmp_path)
    journal.close()
    connection = sqlite3.connect(journal.path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    if record is None:
        assert len(read_journal(journal.path).events) == 6
        return
    with pytest.raises(JournalDamagedError) as caught:
        read_journal(journal.path)
    assert caught.value.record == record


def test_records_that_were_swapped_are_reported(tmp_path):
    journal = written(tmp_path)
    journal.close()
    connection = sqlite3.connect(journal.path)
    connection.executescript(
        "UPDATE records SET number = 99 WHERE number = 2; UPDATE records SET number = 2 WHERE number = 3;"
        "UPDATE records SET number = 3 WHERE number = 99;"
    )
    connection.close()
    with pytest.raises(JournalDamagedError, match="record 2 was changed"):
        read_journal(journal.path)


def test_a_file_cut_anywhere_is_reported_or_has_lost_nothing(tmp_path):
    journal = written(tmp_path)
    journal.close()
    good, data = read_journal(journal.path), journal.path.read_bytes()
    reported = 0
    for size in range(0, len(data), 97):
        journal.path.write_bytes(data[:size])
        try:
            assert read_journal(journal.path).events == good.events
        except JournalError:
            reported += 1
    assert reported > 100


def test_a_log_cut_anywhere_or_damaged_anywhere_gives_back_a_prefix(tmp_path):
    journal = written(tmp_path)
    whole = read_journal(journal.path).events
    copy = apart(tmp_path)
    log = copy.with_name("r-1.db-wal")
    data = Path(f"{journal.path}-wal").read_bytes()
    lengths = set()
    for size in [*range(0, len(data), 331), len(data)]:
        for cut in (data[:size], _flipped(data, size)):
            shutil.copyfile(journal.path, copy)
            log.write_bytes(cut)
            copy.with_name("r-1.db-shm").unlink(missing_ok=True)
            try:
                events = read_journal(copy).events
            except JournalError:
                continue
            assert events == whole[: len(events)]
            lengths.add(len(events))
    journal.close()
    assert lengths == set(range(len(whole) + 1))


def _flipped(data: bytes, at: int) -> bytes:
    at = min(at, len(data) - 1)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("content", [b"", b"not a database at all, only some text" * 50, b"SQLite format 3\0"])
def test_a_foreign_file_is_a_clear_error(tmp_path, content):
    path = tmp_path / "r-1.db"
    path.write_bytes(content)
    with pytest.raises(JournalDamagedError):
        read_journal(path)


def test_a_newer_journal_is_a_clear_error(tmp_path):
    journal = written(tmp_path)
    journal.close()
    connection = sqlite3.connect(journal.path)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(JournalError, match="newer runbook"):
        read_journal(journal.path)


def test_bytes_that_make_text_that_is_no_text_are_reported(tmp_path):
    journal = written(tmp_path)
    journal.close()
    data = journal.path.read_bytes()
    journal.path.write_bytes(data.replace(b"CREATE TABLE header", b"CREATE TABLE \xe5eader"))
    with pytest.raises(JournalDamagedError):
        read_journal(journal.path)
    journal.path.write_bytes(data.replace(b"cancelled", b"cancell\xe5d"))
    with pytest.raises(JournalDamagedError):
        read_journal(journal.path)


def test_events_are_counted_without_the_records_that_vouch_for_documents(tmp_path):
    journal = written(tmp_path)
    journal.close()
    assert [one.sequence for one in read_journal(journal.path).events] == [1, 2, 3, 4, 5, 6]


def test_a_missing_journal_is_a_clear_error(tmp_path):
    with pytest.raises(JournalError, match="No such file"):
        read_journal(tmp_path / "r-9.db")


def test_a_glimpse_is_the_head_and_the_last_event(tmp_path):
    journal = written(tmp_path)
    assert glimpse_journal(journal.path) == Glimpse("r-1", HEADER, EVENTS[-1])
    journal.keep([Source("late.yaml", "runbook: 1\nname: late\n")])
    journal.close()
    assert glimpse_journal(journal.path).last == EVENTS[-1]
    empty = RunJournal.create(tmp_path, "r-2", HEADER, clock=FakeClock())
    empty.close()
    assert glimpse_journal(empty.path).last is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET text = replace(text, 'cancelled', 'cancellex') WHERE number = 3",
        "DELETE FROM records WHERE number = 3",
        "DELETE FROM records WHERE number = 7",
        "UPDATE documents SET text = 'runbook: 2'",
        "UPDATE header SET text = replace(text, 'cancel', 'cancex')",
    ],
)
def test_a_glimpse_believes_no_more_than_a_reading(tmp_path, statement):
    journal = written(tmp_path)
    journal.close()
    with closing(sqlite3.connect(journal.path)) as connection:
        connection.execute(statement)
        connection.commit()
    with pytest.raises(JournalDamagedError) as read:
        read_journal(journal.path)
    with pytest.raises(JournalDamagedError) as glimpsed:
        glimpse_journal(journal.path)
    assert (read.value.record, read.value.reason) == (glimpsed.value.record, glimpsed.value.reason)


@pytest.mark.parametrize("read", [read_journal, glimpse_journal])
@pytest.mark.parametrize("name", ["r-2", "r-1-backup"])
def test_a_journal_under_another_name_is_not_taken_for_that_runs(
    tmp_path: Path, name: str, read: Callable[[Path], object]
) -> None:
    journal = written(tmp_path)
    journal.close()
    copy = tmp_path / f"{name}.db"
    copy.write_bytes(journal.path.read_bytes())
    with pytest.raises(JournalDamagedError, match="holds run r-1: it was copied or renamed"):
        read(copy)
