import stat
from pathlib import Path

import pytest

from runbook.cli.crash import report, tell

SECRET = "tw_sk_live_canary"


def broken() -> Exception:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(f"cannot use {SECRET}") from cause
    except ValueError as error:
        return error


def test_a_report_names_types_and_places_and_nothing_else() -> None:
    text = report(broken())
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_crash.py:" in text
    assert SECRET not in text


def test_the_report_is_private_and_its_place_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUNBOOK_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("RUNBOOK_DEBUG", raising=False)
    tell(broken())
    said = capsys.readouterr().err
    (path,) = (tmp_path / "state" / "crashes").iterdir()
    assert str(path) in said
    assert SECRET not in said
    assert "Traceback" not in said
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_place_to_save_it_the_report_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RUNBOOK_STATE", str(tmp_path / "file"))
    monkeypatch.delenv("RUNBOOK_DEBUG", raising=False)
    tell(broken())
    assert "builtins.ValueError" in capsys.readouterr().err


def test_whoever_debugs_gets_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("RUNBOOK_DEBUG", "1")
    tell(broken())
    assert "Traceback" in capsys.readouterr().err
