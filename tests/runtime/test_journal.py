import json
import os
import resource
import sqlite3
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from runbook.diagnostics.source import Source
from runbook.interpreter.events import AnswerReceived, ChoiceMade, HandedOver, Purpose, WaitEnded, WaitReason
from runbook.providers.answer import Answer, AnswerKind, RawResponse
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader, read_journal
from runbook.runtime.journal_file import JournalDamagedError, JournalError, UnrecordedError
from runbook.runtime.kept_replies import KeptReply
from runbook.runtime.owner import RunOwnedError
from runbook.runtime.run_list import list_runs
from runbook.values.json_codec import write_json
from tests.interpreter.building import started
from tests.runtime.fakes import FakeClock

HEADER = JournalHeader("cancel", "simulator", 1.5, 42, "here", "0.1.0")


def waits(*seconds: float) -> list[WaitEnded]:
    return [WaitEnded(f"step[{number}]", number, WaitReason.STEP) for number in seconds]


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path


def create(runs: Path, run: str = "r-1", **more: object) -> RunJournal:
    return RunJournal.create(runs, run, HEADER, clock=FakeClock(1000.25), **more)


def test_what_was_appended_is_read_back_in_order(runs):
    journal = create(runs)
    first = journal.append(waits(1, 2))
    second = journal.append(waits(3))
    contents = read_journal(journal.path)
    journal.close()
    assert contents.events == (*first, *second)
    assert [one.sequence for one in contents.events] == [1, 2, 3]
    assert {one.at for one in contents.events} == {1000.25}
    assert (contents.run, contents.header) == ("r-1", HEADER)
    assert read_journal(journal.path) == contents


def test_a_run_began_when_it_was_named_and_what_follows_when_it_happened(runs):
    journal = create(runs)
    began, waited = journal.append([started(), *waits(1)])
    journal.close()
    assert (began.at, waited.at) == (HEADER.started, 1000.25)


def test_the_journal_is_for_its_owner_alone_whatever_the_umask(runs):
    before = os.umask(0o000)
    try:
        journal = create(runs)
        journal.append(waits(1))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in runs.iterdir()}
    finally:
        os.umask(before)
    assert set(modes) == {"r-1.db", "r-1.db-wal", "r-1.db-shm", "r-1.lock"}
    assert set(modes.values()) == {0o600}
    journal.close()


def test_a_link_planted_where_the_journal_goes_is_refused(runs):
    victim = runs / "victim"
    victim.write_text("precious")
    (runs / "r-1.db").symlink_to(victim)
    with pytest.raises(JournalError, match="there already"):
        create(runs)
    assert victim.read_text() == "precious"


def test_a_link_planted_where_the_lock_goes_is_refused(runs):
    (runs / "r-1.lock").symlink_to(runs / "victim")
    with pytest.raises(JournalError):
        create(runs)
    assert not (runs / "victim").exists()


def test_a_link_is_not_read_as_a_journal(runs):
    create(runs).close()
    (runs / "r-2.db").symlink_to(runs / "r-1.db")
    with pytest.raises(JournalError, match="not a regular file"):
        read_journal(runs / "r-2.db")


def test_a_run_has_one_owner_and_the_second_is_told_who(runs):
    journal = create(runs)
    with pytest.raises(RunOwnedError) as caught:
        RunJournal.open(runs, "r-1", clock=FakeClock())
    assert caught.value.owner is not None
    assert caught.value.owner.pid == os.getpid()
    journal.append(waits(1))
    journal.close()
    RunJournal.open(runs, "r-1", clock=FakeClock()).close()


def test_a_journal_that_is_opened_again_goes_on_where_it_stopped(runs):
    journal = create(runs)
    journal.append(waits(1, 2))
    journal.close()
    journal = RunJournal.open(runs, "r-1", clock=FakeClock())
    (recorded,) = journal.append(waits(3))
    journal.close()
    assert recorded.sequence == 3
    assert [one.event for one in read_journal(journal.path).events] == waits(1, 2, 3)


def test_a_process_that_is_killed_loses_nothing_and_lets_the_run_go(runs):
    program = """
        import os, signal, sys
        from pathlib import Path
        from runbook.interpreter.events import WaitEnded, WaitReason
        from runbook.runtime.clock import SystemClock
        from runbook.runtime.journal import RunJournal
        from runbook.runtime.journal_contents import JournalHeader
        header = JournalHeader("cancel", "simulator", 1.5, os.getpid(), "here", "0.1.0")
        journal = RunJournal.create(Path(sys.argv[1]), "r-1", header, clock=SystemClock())
        journal.append([WaitEnded("a", 1.0, WaitReason.STEP)])
        os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(runs)], check=False)
    assert done.returncode == -9
    assert len(read_journal(runs / "r-1.db").events) == 1
    journal = RunJournal.open(runs, "r-1", clock=FakeClock())
    journal.append(waits(2))
    journal.close()
    assert len(read_journal(journal.path).events) == 2


def test_documents_are_kept_once_by_their_digest(runs):
    journal = create(runs)
    source = Source("cancel.yaml", "runbook: 1\n")
    journal.keep([source, source])
    journal.keep([source])
    journal.close()
    (kept,) = read_journal(journal.path).documents.values()
    assert (kept.name, kept.text, kept.digest) == (source.name, source.text, source.digest)


def test_secrets_are_taken_out_before_they_reach_the_disk(runs):
    def redact(data):
        match data:
            case str():
                return data.replace("hunter2hunter2", "***")
            case dict():
                return {key: redact(value) for key, value in data.items()}
            case _:
                return data

    journal = create(runs, redact=redact)
    answer = Answer(AnswerKind.RESPONSE, 200, body={"echo": "hunter2hunter2"})
    journal.append([AnswerReceived("a", 1, Purpose.ACT, answer)])
    files = b"".join(path.read_bytes() for path in runs.iterdir())
    journal.close()
    assert b"hunter2" not in files
    assert read_journal(journal.path).events[0].event.answer.body == {"echo": "***"}


def test_a_reply_is_kept_without_secrets_and_returned_as_it_was_written(runs):
    def redact(data):
        return json.loads(write_json(data).replace("hunter2hunter2", "***"))

    journal = create(runs, redact=redact)
    kept = journal.keep_reply(KeptReply("a", 1, "toy", 0.5, RawResponse(200, (), b'{"echo": "hunter2hunter2"}')))
    journal.append([HandedOver("b", "ops", "behind a note events still count from one")])
    journal.close()
    assert kept.reply.body == b'{"echo": "***"}'
    read = read_journal(journal.path)
    assert read.replies == (kept,)
    assert [one.sequence for one in read.events] == [1]
    assert b"hunter2" not in b"".join(path.read_bytes() for path in runs.iterdir())


def test_whatever_a_provider_says_can_be_written(runs):
    journal = create(runs)
    journal.append([ChoiceMade("a", "nul \0, \ud800 alone, \u202e bidi, \U0001f600", None)])
    journal.close()
    assert "\ud800 alone" in read_journal(journal.path).events[0].event.choice


def test_a_full_disk_is_an_error_before_anything_follows_and_nothing_is_half_written(runs):
    journal = create(runs)
    journal.append(waits(1))
    journal._connection.execute("PRAGMA max_page_count = 8")
    big = AnswerReceived("a", 1, Purpose.ACT, Answer(AnswerKind.RESPONSE, 200, body="x" * 100_000))
    with pytest.raises(JournalError, match="full"):
        journal.append([*waits(2), big])
    with pytest.raises(JournalError, match="closed after an error"):
        journal.append(waits(3))
    journal.close()
    assert [one.event for one in read_journal(journal.path).events] == waits(1)


def test_a_disk_that_refuses_more_bytes_is_an_error_too(runs, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # a module imported meanwhile would be cached cut short
    journal = create(runs)
    journal.append(waits(1))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 10, limits[1]))
    try:
        big = AnswerReceived("a", 1, Purpose.ACT, Answer(AnswerKind.RESPONSE, 200, body="x" * 1_000_000))
        with pytest.raises(JournalError):
            journal.append([big])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    journal.close()
    assert [one.event for one in read_journal(journal.path).events] == waits(1)


def test_a_journal_that_vanished_from_under_us_is_an_error(runs):
    journal = create(runs)
    journal._connection.close()
    with pytest.raises(JournalError):
        journal.append(waits(1))
    journal.close()


def test_a_directory_that_is_not_there_is_an_error(runs):
    with pytest.raises(JournalError):
        create(runs / "nowhere")


@pytest.mark.parametrize("name", ["", "../r-1", "a/b", "a.b", "ä", "a\0"])
def test_a_name_that_is_no_runs_name_is_refused(runs, name):
    with pytest.raises(JournalError, match="not the name of a run"):
        create(runs, name)


def test_the_bytes_of_a_damaged_journal_are_not_gone_on_with(runs):
    journal = create(runs)
    journal.append(waits(1))
    journal.close()
    with sqlite3.connect(journal.path) as connection:
        connection.execute("UPDATE records SET text = replace(text, '1', '2')")
    connection.close()
    with pytest.raises(JournalDamagedError) as caught:
        RunJournal.open(runs, "r-1", clock=FakeClock())
    assert caught.value.record == 1
    assert not (runs / "r-1.lock").exists()


def test_two_processes_read_while_a_third_writes_and_none_finds_damage(runs):
    program = """
        import sys
        from pathlib import Path
        from runbook.runtime.journal_contents import read_journal
        seen = 0
        while seen < 300:
            contents = read_journal(Path(sys.argv[1]))
            assert len(contents.events) >= seen and not contents.torn
            seen = len(contents.events)
    """
    journal = create(runs)
    command = [sys.executable, "-c", textwrap.dedent(program), str(journal.path)]
    readers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for number in range(300):
        journal.append(waits(number))
    found = [(reader.communicate(timeout=60)[1], reader.returncode) for reader in readers]
    journal.close()
    assert found == [("", 0), ("", 0)]


def test_a_journal_is_there_as_a_whole_or_not_at_all(runs):
    for point in ("directory.fsync", "journal.create", "file.create"):
        program = """
            import sys
            from pathlib import Path
            from runbook.runtime.clock import SystemClock
            from runbook.runtime.journal import RunJournal
            from runbook.runtime.journal_contents import JournalHeader
            header = JournalHeader("cancel", "simulator", 1.5, 1, "here", "0.1.0")
            RunJournal.create(Path(sys.argv[1]), "r-1", header, clock=SystemClock())
        """
        orders = {**os.environ, "RUNBOOK_FAULT": f"kill:{point}:1"}
        done = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(runs)], env=orders, check=False)
        assert done.returncode == -9
        assert [entry.trouble for entry in list_runs(runs)] == []
    create(runs).close()
    assert [entry.trouble for entry in list_runs(runs)] == [""]


def test_who_only_holds_a_journal_changes_none_of_its_bytes(runs):
    journal = create(runs)
    journal.append(waits(1))
    copies = runs / "copies"
    copies.mkdir()
    for name in ("r-1.db", "r-1.db-wal"):
        (copies / name).write_bytes((runs / name).read_bytes())
    journal.close()
    before = {name: (copies / name).read_bytes() for name in ("r-1.db", "r-1.db-wal")}
    held = RunJournal.hold(copies, "r-1", clock=FakeClock())
    with pytest.raises(RunOwnedError):
        RunJournal.hold(copies, "r-1", clock=FakeClock())
    held.close()
    assert [one.event for one in held.contents.events] == waits(1)
    assert {name: (copies / name).read_bytes() for name in before} == before
    opened = RunJournal.hold(copies, "r-1", clock=FakeClock())
    opened.open().close()
    opened.close()
    assert [one.event for one in read_journal(copies / "r-1.db").events] == waits(1)


def test_a_journal_of_ten_thousand_events_is_believed_and_read_whole(runs):
    journal = create(runs)
    answer = Answer(AnswerKind.RESPONSE, 200, body={"cases": [{"id": "c-1", "status": "Canceled"}] * 5})
    for number in range(100):
        events = [AnswerReceived(f"each[{number}]", at, Purpose.ACT, answer) for at in range(1, 51)]
        journal.append([*events, *waits(*range(50))])
    log = runs / "r-1.db-wal"
    assert log.stat().st_size > 1_000_000
    copies = runs / "copies"
    copies.mkdir()
    for name in ("r-1.db", "r-1.db-wal"):
        (copies / name).write_bytes((runs / name).read_bytes())
    journal.close()
    held = RunJournal.hold(copies, "r-1", clock=FakeClock())
    held.close()
    assert len(held.contents.events) == 10_000


def trouble(runs: Path, what: str) -> None:
    """What may happen to the files of a run while it is written."""
    match what:
        case "journal removed":
            (runs / "r-1.db").unlink()
        case "journal replaced":
            (runs / "copy").write_bytes((runs / "r-1.db").read_bytes())
            (runs / "copy").replace(runs / "r-1.db")
        case "log removed":
            (runs / "r-1.db-wal").unlink()
        case "journal cut off":
            os.truncate(runs / "r-1.db", 4096)
        case "log cut off":
            os.truncate(runs / "r-1.db-wal", 0)
        case "lock removed":
            (runs / "r-1.lock").unlink()
        case "folder moved":
            runs.rename(runs.parent / "elsewhere")


@pytest.mark.parametrize("what", ["journal removed", "journal replaced", "log removed", "lock removed", "folder moved"])
def test_a_journal_whose_files_are_no_longer_at_their_place_takes_no_more_events(tmp_path, what):
    runs = tmp_path / "runs"
    runs.mkdir()
    journal = create(runs)
    journal.append(waits(1))
    trouble(runs, what)
    for _ in range(2):
        with pytest.raises(UnrecordedError) as raised:
            journal.append(waits(2))
    assert raised.value.events == tuple(waits(2))
    journal.close()


def test_a_journal_that_is_gone_says_so(runs):
    journal = create(runs)
    journal.append(waits(1))
    trouble(runs, "journal removed")
    with pytest.raises(UnrecordedError, match="was removed, replaced or cut off while the run wrote it") as raised:
        journal.append(waits(2))
    assert raised.value.gone
    journal.close()
