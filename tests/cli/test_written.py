import os
import stat
from pathlib import Path

import pytest

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.cli.written import write_file

OLD = "# done: Cancel\n\nso\n\n<sub>Written by runbook 0.1 from the journal; secrets stand by name.</sub>\n"


def refusal(path: Path | str) -> Refusal:
    found = write_file(str(path), "text")
    assert isinstance(found, Refusal)
    assert (found.exit, found.findings[0].rule) == (Exit.INVALID, "unwritable-file")
    return found


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(OLD)
    path.chmod(0o644)
    assert write_file(str(path), "é\ud800\n") is None
    assert path.read_bytes() == "é\\ud800\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.parametrize("target", ["there", "nowhere"])
def test_a_link_is_refused_and_what_it_leads_to_is_untouched(tmp_path: Path, target: str) -> None:
    (tmp_path / "there").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / target)
    assert "links are not followed" in refusal(tmp_path / "link").findings[0].message
    assert (tmp_path / "there").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "missing" / "a.md", tmp_path / "file" / "a.md", "a\0b", ""):
        refusal(path)
    assert (tmp_path / "file").read_text() == ""


def test_only_a_report_of_ours_is_replaced(tmp_path: Path) -> None:
    for text in ("notes", "", f"{OLD}and my notes\n"):
        (tmp_path / "notes.md").write_text(text)
        assert "no report of ours" in refusal(tmp_path / "notes.md").findings[0].message
        assert (tmp_path / "notes.md").read_text() == text
    (tmp_path / "bytes").write_bytes(b"\xff\x00")
    refusal(tmp_path / "bytes")


def test_what_is_no_regular_file_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in refusal(tmp_path / "pipe").findings[0].message
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]
