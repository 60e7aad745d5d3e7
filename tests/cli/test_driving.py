import pytest
from prepared import CASE

from runbook.cli.driving import drive
from runbook.cli.exits import Exit
from runbook.cli.preparation import Asked


def asked(environment: str | None = "simulator") -> Asked:
    return Asked(CASE, ["case_id=c-plain"], None, environment, [])


def test_a_dry_run_shows_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert drive(asked(), "text", dry_run=True, yes=False) == Exit.DONE
    assert "nothing is sent" in capsys.readouterr().out


def test_a_run_reports_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert drive(asked(), "text", dry_run=False, yes=False) == Exit.DONE
    assert "✓ done · 3 requests, 1 irreversible" in capsys.readouterr().out


def test_what_is_in_the_way_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert drive(asked(None), "text", dry_run=False, yes=False) == Exit.INVALID
    assert "environment-missing" in capsys.readouterr().err
