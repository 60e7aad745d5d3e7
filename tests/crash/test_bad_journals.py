"""Journals that cannot be gone on with: a clear word, exit 2 or 4, and not a byte of them changes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from runbook.simulator.server import Simulator
from tests.crash.plays import PLAYS
from tests.crash.program import Ended, Forked
from tests.crash.scene import Scene

Spoil = Callable[[Path], None]


def _turned_in_the_log(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    data = bytearray(log.read_bytes())
    data[5000] ^= 1
    log.write_bytes(data)


def _turned_in_the_file(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()
    data = bytearray(path.read_bytes())
    data[data.index(b'"run"')] ^= 1
    path.write_bytes(data)


def _statement(text: str) -> Spoil:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(text)
            connection.commit()

    return spoil


def _foreign(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()
    path.write_bytes(b"These are somebody's notes.\n" * 300)


def _empty(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()
    path.write_bytes(b"")


def _another_database(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()
    path.unlink()
    _statement("CREATE TABLE notes (text)")(path)


def _folder(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()
    path.unlink()
    path.mkdir()


SPOILT: dict[str, tuple[Spoil, str]] = {
    "a byte of the log": (_turned_in_the_log, "write-ahead log was changed"),
    "a byte of the file": (_turned_in_the_file, "header that was changed"),
    "newer": (_statement("PRAGMA user_version = 9"), "newer runbook"),
    "a lost record": (_statement("DELETE FROM records WHERE number = 2"), "has lost record 2"),
    "foreign": (_foreign, "not a database"),
    "empty": (_empty, "not a journal of runbook"),
    "another database": (_another_database, "head that was changed"),
    "a folder": (_folder, "not a regular file"),
}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    place = tmp_path_factory.mktemp("scene")
    with Simulator() as simulator, Forked(place) as program:
        yield Scene(next(one for one in PLAYS if one.name == "verify"), place, simulator, program)


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a journal and its log; SQLite's index and an empty log beside it are no part of it."""
    files = [one for one in path.parent.glob("*.db*") if one.is_file() and one.suffix != ".db-shm"]
    return {one.name: one.read_bytes() for one in files if one.stat().st_size or one.suffix == ".db"}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_journal_is_refused_in_words_and_left_as_it_is(scene: Scene, name: str) -> None:
    spoil, words = SPOILT[name]
    scene.begin("kill:wire.received:2")
    path = next((scene.place / "state" / "runs").glob("*.db"))
    spoil(path)
    before, sent = contents(path), len(scene.simulator.ledger.entries())
    for command, *more in (["resume"], ["answer", "case", "go"], ["runs", "show"]):
        argv = [command, *more[:1], path.stem] if command == "runs" else [command, path.stem, *more, *scene._servers()]
        done = scene.program.start(argv, scene.place)
        assert done.status == 5, (command, done)
        assert "the ledger knows what it may have sent: case (karmacheck.cancel_case" in done.err
        assert words in done.err, done.err
        assert "Traceback" not in done.err
        assert contents(path) == before, command
    word = ["settle", path.stem, "case", "--happened", "--because", "x", *scene._servers()]
    settled = scene.program.start(word, scene.place)
    assert (settled.status, "cannot tell; nothing was sent" in settled.err) == (0, True), settled  # the ledger takes it
    assert contents(path) == before
    assert [one for one in scene.simulator.ledger.entries()[sent:] if one.operation] == []
    listed = scene.program.start(["runs", "list"], scene.place)
    assert (listed.status, path.stem in listed.out) == (0, True), listed


def test_a_journal_that_another_program_has_locked_is_refused_and_goes_on_later(scene: Scene) -> None:
    killed = scene.begin("kill:wire.written:2")
    path = next((scene.place / "state" / "runs").glob("*.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        done = scene.program.start(["resume", path.stem, *scene._servers()], scene.place)
        assert done.status == 5, done
        assert "locked" in done.err
        other.execute("ROLLBACK")
    assert [one.status for one in scene.go_on(killed)] == [0]
    assert scene.simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_a_run_that_ended_is_told_again_and_its_journal_left_as_it_is(scene: Scene) -> None:
    assert scene.begin().status == 0
    path = next((scene.place / "state" / "runs").glob("*.db"))
    before = contents(path)
    done: Ended = scene.program.start(["resume", path.stem, *scene._servers()], scene.place)
    assert (done.status, "ended before, done" in done.err) == (0, True)
    assert contents(path) == before
