import sqlite3

import pytest

from runbook.runtime import journal_file
from runbook.runtime.journal_file import JournalError


def test_every_commit_is_flushed_to_the_disk(tmp_path):
    connection = journal_file.create(tmp_path / "r.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    connection.close()


def test_a_reader_can_change_nothing(tmp_path):
    journal_file.create(tmp_path / "r.db").close()
    reader = journal_file.open_to_read(tmp_path / "r.db")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM header")
    reader.close()


def test_names_with_odd_characters_are_names(tmp_path):
    path = tmp_path / "what?mode=memory#x%20.db"
    journal_file.create(path).close()
    assert path.exists()


def test_a_directory_is_no_journal(tmp_path):
    with pytest.raises(JournalError, match="not a regular file"):
        journal_file.require_file(tmp_path)
