import os
import sqlite3
import stat
from contextlib import closing

import pytest

from runbook.runtime import journal_file
from runbook.runtime.journal_file import JournalError
from runbook.runtime.private import PrivacyError


def made(path):
    journal_file.create(path, "{}", "sum")
    return path


def test_every_commit_is_flushed_to_the_disk(tmp_path):
    connection = journal_file.open_to_write(made(tmp_path / "r.db"))
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.close()


def test_a_new_journal_has_its_head_and_nothing_is_beside_it(tmp_path):
    path = made(tmp_path / "r.db")
    assert [one.name for one in tmp_path.iterdir()] == ["r.db"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(journal_file.open_to_read(path)) as reader:
        assert reader.execute("SELECT * FROM header").fetchall() == [("{}", "sum")]
        assert reader.execute("SELECT * FROM tip").fetchall() == [(0, "sum")]


def test_a_journal_that_is_there_is_left_alone(tmp_path):
    path = tmp_path / "r.db"
    path.write_text("precious")
    with pytest.raises(PrivacyError, match="there already"):
        made(path)
    assert path.read_text() == "precious"
    assert [one.name for one in tmp_path.iterdir()] == ["r.db"]


def test_a_log_is_emptied_into_its_file(tmp_path):
    path = made(tmp_path / "r.db")
    with closing(journal_file.open_to_write(path)) as connection:
        connection.execute("UPDATE tip SET records = 7")
        log = path.with_name("r.db-wal")
        assert log.stat().st_size > 0
        journal_file.settle_log(connection)
        assert log.stat().st_size == 0
        assert connection.execute("SELECT records FROM tip").fetchone() == (7,)


def test_a_reader_can_change_nothing(tmp_path):
    reader = journal_file.open_to_read(made(tmp_path / "r.db"))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM header")
    reader.close()


def test_names_with_odd_characters_are_names(tmp_path):
    path = made(tmp_path / "what?mode=memory#x%20.db")
    assert path.exists()
    journal_file.open_to_write(path).close()


def test_a_directory_is_no_journal(tmp_path):
    with pytest.raises(JournalError, match="not a regular file"):
        journal_file.require_file(tmp_path)


@pytest.mark.parametrize("name", ["r.db", "r.db-wal"])
def test_a_read_only_file_is_said_to_be_one(tmp_path, monkeypatch, name):
    path = made(tmp_path / "r.db")
    (tmp_path / "r.db-wal").touch()
    monkeypatch.setattr(os, "access", lambda one, mode: one.name != name)
    with pytest.raises(JournalError, match="read-only for this user"):
        journal_file.open_to_write(path)
