import os
from pathlib import Path

import pytest
from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.cli.run_files import run_directory, unreadable, warn_of_torn_end
from runbook.frozen import replace
from runbook.runtime.journal_file import JournalDamagedError, JournalError


def test_runs_are_where_the_environment_says() -> None:
    assert run_directory() == Path(os.environ["RUNBOOK_STATE"]) / "runs"


def test_without_a_place_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RUNBOOK_STATE", str(tmp_path / "file"))
    refusal = run_directory()
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "state-directory"


def test_a_run_is_unknown_or_damaged_or_cannot_be_used_here(tmp_path: Path) -> None:
    (tmp_path / "r-1.db").write_text("")
    unknown = unreadable("r-2", JournalError(tmp_path, "cannot be read"), tmp_path)
    damaged = unreadable("r-1", JournalDamagedError(tmp_path, 3, "record 3 was changed"), tmp_path)
    newer = unreadable("r-1", JournalError(tmp_path, "was written by a newer runbook"), tmp_path)
    assert [one.findings[0].rule for one in (unknown, damaged, newer)] == ["unknown-run", "damaged-journal", "journal"]
    assert [one.exit for one in (unknown, damaged, newer)] == [Exit.INVALID, Exit.INVALID, Exit.REFUSED]
    assert 'did you mean "r-1"?' in unknown.findings[0].help


def test_a_missing_end_is_said_and_a_whole_one_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    contents = cut_off(prepared())
    warn_of_torn_end(contents)
    assert capsys.readouterr().err == ""
    warn_of_torn_end(replace(contents, torn=True))
    said = capsys.readouterr().err
    assert "warning[torn-journal]" in said
    assert RUN in said


def test_last_is_no_run_that_anything_can_be_said_of() -> None:
    directory = run_directory()
    assert isinstance(directory, Path)
    refusal = unreadable("last", JournalError(directory, "is not there"), directory)
    assert refusal.findings[0].message == "`last` only names a run where a command looks"
    cut_off(prepared())
    refusal = unreadable("last", JournalError(directory, "is not there"), directory)
    assert refusal.findings[0].message.endswith(f"; the last run is {RUN}")
