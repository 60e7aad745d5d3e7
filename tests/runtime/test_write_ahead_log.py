"""What is written by SQLite itself is whole; every cut and every flipped byte is seen for what it is."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from runbook.runtime.write_ahead_log import FRAME_HEADER_SIZE, HEADER_SIZE, LogState, log_state

PAGE = 512
STRIDE = FRAME_HEADER_SIZE + PAGE
COMMIT = 2
"""Frames of one commit: a page of records, and the page of the tip."""


@contextmanager
def writing(folder: Path) -> Iterator[Callable[[], bytes]]:
    """Each call commits once more, and gives the log."""
    path = folder / "x.db"
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in (f"page_size = {PAGE}", "journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE records (number INTEGER PRIMARY KEY, text TEXT)")
        connection.execute("CREATE TABLE tip (records INTEGER)")
        connection.execute("INSERT INTO tip VALUES (0)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        def commit() -> bytes:
            connection.execute("BEGIN")
            connection.execute("INSERT INTO records (text) VALUES ('cancelled')")
            connection.execute("UPDATE tip SET records = records + 1")
            connection.execute("COMMIT")
            return path.with_name("x.db-wal").read_bytes()

        yield commit
    finally:
        connection.close()


@pytest.fixture
def log(tmp_path: Path) -> bytes:
    """Four commits of two frames."""
    with writing(tmp_path) as commit:
        data = [commit() for _ in range(4)][-1]
    assert len(data) == HEADER_SIZE + 4 * COMMIT * STRIDE
    return data


def flipped(data: bytes, at: int, bit: int = 1) -> bytes:
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def test_what_was_written_is_whole_and_so_is_nothing(log: bytes) -> None:
    assert log_state(log) is LogState.WHOLE
    assert log_state(b"") is LogState.WHOLE


def test_a_log_cut_anywhere_is_torn_except_between_two_commits(log: bytes) -> None:
    whole = [size for size in range(len(log) + 1) if log_state(log[:size]) is LogState.WHOLE]
    assert whole == [0, *(HEADER_SIZE + commits * COMMIT * STRIDE for commits in range(5))]
    assert {log_state(log[:size]) for size in range(len(log))} == {LogState.WHOLE, LogState.TORN}


@pytest.mark.parametrize("bit", [1, 0x80])
def test_a_flipped_byte_before_the_last_commit_is_damage_and_in_it_a_torn_end(log: bytes, bit: int) -> None:
    last = HEADER_SIZE + 3 * COMMIT * STRIDE
    before = {at for at in range(last) if log_state(flipped(log, at, bit)) is not LogState.DAMAGED}
    assert before == set()
    within = {at for at in range(last, len(log)) if log_state(flipped(log, at, bit)) is LogState.WHOLE}
    assert within == set()


def test_a_commit_mark_that_vanishes_does_not_make_one_commit_of_two(log: bytes) -> None:
    mark = HEADER_SIZE + 2 * COMMIT * STRIDE + STRIDE + 4
    assert log[mark : mark + 4] != bytes(4)
    assert log_state(log[:mark] + bytes(4) + log[mark + 4 :]) is LogState.DAMAGED


def test_garbled_and_missing_pages_of_the_last_commit_are_a_torn_end(log: bytes) -> None:
    last, random = HEADER_SIZE + 3 * COMMIT * STRIDE, Random(1)
    for noise in (bytes(len(log) - last), random.randbytes(len(log) - last)):
        assert log_state(log[:last] + noise) is LogState.TORN
        assert log_state(log[:last] + noise[:STRIDE] + log[last + STRIDE :]) is LogState.TORN
        assert log_state(log[:last] + log[last : last + STRIDE] + noise[STRIDE:]) is LogState.TORN


def test_frames_of_an_earlier_generation_are_no_trouble(tmp_path: Path) -> None:
    with writing(tmp_path) as commit:
        old = [commit() for _ in range(6)][-1]
        reader = sqlite3.connect(tmp_path / "x.db")
        reader.execute("PRAGMA wal_checkpoint(RESTART)")
        reader.close()
        new = [commit() for _ in range(2)][-1]
    used = HEADER_SIZE + 2 * COMMIT * STRIDE
    assert len(new) == len(old)
    assert new[used:] == old[used:]
    assert log_state(new) is LogState.WHOLE
    assert log_state(flipped(new, used - 1)) is LogState.TORN
    assert log_state(flipped(new, HEADER_SIZE + 30)) is LogState.DAMAGED
    salts = used - STRIDE + 8
    assert log_state(flipped(new, salts)) is LogState.TORN


def test_a_foreign_log_is_damage(log: bytes) -> None:
    assert log_state(b"not a log at all" * 100) is LogState.DAMAGED
    assert log_state(b"short") is LogState.TORN
    assert log_state(flipped(log, 0)) is LogState.DAMAGED


def test_a_machine_of_the_other_byte_order_sums_the_same_way(log: bytes) -> None:
    """The magic's last bit says so; a log whose sums were taken otherwise is not believed."""
    assert log_state(flipped(log, 3)) is LogState.DAMAGED
