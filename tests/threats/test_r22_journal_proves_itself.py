"""THREATS R22: a flipped byte is reported, a cut end loses its last commit at most, no outcome becomes another."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from runbook.diagnostics.source import Source
from runbook.interpreter.events import HandedOver
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalContents, JournalHeader, read_journal
from runbook.runtime.journal_file import JournalDamagedError, JournalError
from runbook.simulator.server import Simulator
from tests.crash.plays import PLAYS
from tests.crash.program import Forked
from tests.crash.scene import Scene
from tests.runtime.fakes import FakeClock

HEADER = JournalHeader("cancel", "simulator", 1.5, 42, "here", "0.1.0")
EVENTS = [HandedOver(f"step[{number}]", "ops", "cancelled") for number in range(5)]


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[bytes, bytes, JournalContents]]:
    """What a run leaves when it is killed: the file, its log, and what they say."""
    folder = tmp_path_factory.mktemp("runs")
    journal = RunJournal.create(folder, "r-1", HEADER, clock=FakeClock())
    journal.keep([Source("cancel.yaml", "runbook: 1\n")])
    for event in EVENTS[:3]:
        journal.append([event])
    journal.append(EVENTS[3:])
    main, log = journal.path.read_bytes(), (folder / "r-1.db-wal").read_bytes()
    yield main, log, read_journal(journal.path)
    journal.close()


class Copy:
    """A copy of those files, altered."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "r-1.db"
        self.log = folder / "r-1.db-wal"

    def write(self, main: bytes, log: bytes) -> None:
        self.path.write_bytes(main)
        self.log.write_bytes(log)
        self.path.with_name("r-1.db-shm").unlink(missing_ok=True)

    def read(self) -> JournalContents | None:
        """What it says; None when it is reported."""
        try:
            return read_journal(self.path)
        except JournalError:
            return None


def flipped(data: bytes, at: int, bit: int = 0x20) -> bytes:
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]


def said(contents: JournalContents) -> object:
    documents = {digest: (one.name, one.text) for digest, one in contents.documents.items()}
    return contents.run, contents.header, contents.events, documents, contents.torn


def commits_of(whole: JournalContents) -> list[int]:
    """How many events each commit ended with."""
    return [0, 0, 1, 2, 3, len(whole.events)]


def test_any_byte_of_the_log_that_turns_is_reported_or_costs_the_last_commit_and_says_so(tmp_path, crashed):
    main, log, whole = crashed
    copy, random, seen = Copy(tmp_path), Random(22), set()
    for at in sorted(random.sample(range(len(log)), 200)):
        copy.write(main, flipped(log, at))
        contents = copy.read()
        seen.add(contents is None)
        if contents is not None:
            assert contents.torn, at
            assert contents.events == whole.events[:3], at
    assert seen == {True, False}


def test_any_byte_of_the_file_that_turns_is_reported_or_changes_nothing(tmp_path, crashed):
    main, log, whole = crashed
    copy, random = Copy(tmp_path), Random(22)
    for at in [*range(100), *random.sample(range(100, len(main)), 150)]:
        for bit in (0x20, 0x02):
            copy.write(flipped(main, at, bit), log)
            contents = copy.read()
            assert contents is None or said(contents) == said(whole), (at, bit)


def test_a_log_cut_at_any_byte_gives_back_the_longest_prefix(tmp_path, crashed):
    main, log, whole = crashed
    copy, random, found = Copy(tmp_path), Random(22), set()
    frame = 24 + 4096
    ends = [32 + number * frame for number in range(len(log) // frame + 1)]
    for size in [*random.sample(range(len(log)), 150), *ends, *(end - 1 for end in ends)]:
        copy.write(main, log[:size])
        contents = copy.read()
        assert contents is not None
        assert contents.events == whole.events[: len(contents.events)]
        assert len(contents.events) in commits_of(whole)
        assert contents.torn or size in (0, *ends)
        found.add(len(contents.events))
    assert found == set(commits_of(whole))


def test_what_is_reported_is_not_touched_even_by_who_would_go_on(tmp_path, crashed):
    main, log, _ = crashed
    copy = Copy(tmp_path)
    copy.write(main, flipped(log, 5000))
    for _ in range(2):
        with pytest.raises(JournalDamagedError, match="write-ahead log was changed"):
            RunJournal.hold(tmp_path, "r-1", clock=FakeClock())
    assert (copy.path.read_bytes(), copy.log.read_bytes()) == (main, flipped(log, 5000))
    assert not (tmp_path / "r-1.lock").exists()


def test_a_torn_end_is_remembered_until_something_is_recorded_behind_it(tmp_path, crashed):
    main, log, whole = crashed
    copy = Copy(tmp_path)
    copy.write(main, log[:-1])
    held = RunJournal.hold(tmp_path, "r-1", clock=FakeClock())
    assert held.contents.torn
    held.open().close()
    assert not copy.log.exists() or copy.log.stat().st_size == 0
    again = RunJournal.hold(tmp_path, "r-1", clock=FakeClock())
    assert (again.contents.torn, again.contents.events) == (True, whole.events[:3])
    journal = again.open()
    journal.append(EVENTS[4:])
    journal.close()
    assert not read_journal(copy.path).torn


def test_an_attempt_that_the_cut_took_away_is_not_sent_again(tmp_path: Path) -> None:
    verify = next(one for one in PLAYS if one.name == "verify")
    with Simulator() as simulator, Forked(tmp_path) as program:
        scene = Scene(verify, tmp_path, simulator, program)
        killed = scene.begin("kill:wire.received:2")
        log = next((tmp_path / "state" / "runs").glob("*.db-wal"))
        log.write_bytes(log.read_bytes()[:-1])
        starts = scene.go_on(killed)
    assert "torn-journal" in starts[0].err
    assert [one.status for one in starts] == [0]
    assert simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_a_copy_without_its_log_is_a_shorter_journal_and_never_another(tmp_path, crashed):
    main, _, _ = crashed
    copy = Copy(tmp_path)
    copy.path.write_bytes(main)
    contents = copy.read()
    assert contents is not None
    assert contents.events == ()
