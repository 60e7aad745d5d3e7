from pathlib import Path

import pytest
from prepared import CASE
from program import shell

PLAY = f"{CASE} -i case_id=c-91 -i service_ids=s1,s2 -e simulator"


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("$RUNBOOK explain >&-", 0),
        ("$RUNBOOK explain 2>&-", 0),
        ("$RUNBOOK explain <&- >&- 2>&-", 0),
        ("$RUNBOOK explain >/dev/full", 1),
        ("$RUNBOOK frobnicate 2>/dev/full", 2),
        ("$RUNBOOK --help >/dev/full", 1),
        ("$RUNBOOK run --help >/dev/full", 1),
        ("$RUNBOOK runs list >/dev/full", 1),
        ("$RUNBOOK runs list -o json >/dev/full", 1),
        (f"$RUNBOOK run --dry-run {PLAY} >/dev/full", 1),
        (f"$RUNBOOK run --yes {PLAY} >/dev/full", 0),
        (f"$RUNBOOK plan -o - {PLAY} >/dev/full", 1),
        (f"$RUNBOOK plan -o $RUNBOOK_STATE.json {PLAY} >/dev/full", 0),
        ("$RUNBOOK schema report >/dev/full", 1),
        ("$RUNBOOK validate nothing-there.yaml >/dev/full", 2),
    ],
)
def test_trouble_with_output_fails_what_only_shows_and_makes_no_traceback(
    script: str, code: int, tmp_path: Path
) -> None:
    done = shell(script, tmp_path)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_reader_that_goes_away_is_no_trouble(tmp_path: Path) -> None:
    done = shell("$RUNBOOK explain | head -n 1", tmp_path)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_a_full_disk_behind_standard_output_is_said(tmp_path: Path) -> None:
    assert "could not write to standard output" in shell("$RUNBOOK explain >/dev/full", tmp_path).stderr


def test_a_terminal_that_only_knows_ascii_gets_plain_marks(tmp_path: Path) -> None:
    done = shell("$RUNBOOK validate nothing-there.yaml", tmp_path, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 2
    assert done.stdout.isascii()


def test_a_file_opened_later_never_takes_the_place_of_standard_output(tmp_path: Path) -> None:
    done = shell("$RUNBOOK runs list >&- && ls $RUNBOOK_STATE", tmp_path)
    assert done.returncode == 0
