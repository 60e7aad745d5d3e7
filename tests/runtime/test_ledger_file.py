"""The file of the ledger is private, all there or not there, and nothing else is taken for it."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from runbook.runtime.ledger_file import FORMAT, LedgerDamagedError, LedgerError, explained, ledger_path, open_ledger


def made(state: Path) -> Path:
    path = ledger_path(state)
    connection = open_ledger(path, create=True)
    assert connection is not None
    connection.close()
    return path


def test_it_is_made_only_when_it_is_needed(tmp_path: Path) -> None:
    assert open_ledger(ledger_path(tmp_path), create=False) is None
    assert os.listdir(tmp_path) == []
    made(tmp_path)
    assert [name for name in os.listdir(tmp_path) if name.endswith(".tmp")] == []


def test_only_its_owner_can_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = made(tmp_path)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()} == {0o600}
    assert path.is_file()


def test_several_processes_write_it_so_it_has_no_wal_and_every_commit_is_on_the_disk(tmp_path: Path) -> None:
    connection = open_ledger(made(tmp_path), create=False)
    assert connection is not None
    with closing(connection):
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    ledger_path(tmp_path).symlink_to(elsewhere)
    with pytest.raises(LedgerError, match="not a regular file"):
        open_ledger(ledger_path(tmp_path), create=True)
    assert elsewhere.read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000])
def test_what_is_no_ledger_is_not_taken_for_an_empty_one(tmp_path: Path, content: bytes) -> None:
    ledger_path(tmp_path).write_bytes(content)
    with pytest.raises(LedgerDamagedError):
        open_ledger(ledger_path(tmp_path), create=True)
    assert ledger_path(tmp_path).read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path(tmp_path))) as connection:
        connection.execute("CREATE TABLE claims (key)")
    with pytest.raises(LedgerDamagedError, match="not a ledger"):
        open_ledger(ledger_path(tmp_path), create=True)


def test_a_ledger_of_a_newer_runbook_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(made(tmp_path))) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 1}")
    with pytest.raises(LedgerError, match="newer runbook"):
        open_ledger(ledger_path(tmp_path), create=True)


def test_a_format_that_there_never_was_is_damage(tmp_path: Path) -> None:
    with closing(sqlite3.connect(made(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(LedgerDamagedError, match="format 0, which there never was"):
        open_ledger(ledger_path(tmp_path), create=True)


def test_what_the_disk_says_is_said_with_the_file() -> None:
    with pytest.raises(LedgerError, match="the ledger /x: cannot be written: No space left"), explained(Path("/x")):
        raise OSError(28, "No space left on device")
