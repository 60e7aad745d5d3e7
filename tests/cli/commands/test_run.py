import json
from pathlib import Path

import pytest
from prepared import CASE
from program import runbook

from runbook.cli.exits import Exit

CANARY = "canary-0123456789-canary"


def test_the_dry_run_shows_and_sends_nothing(tmp_path: Path) -> None:
    done = runbook("run", CASE, "-i", "case_id=c-91", "-e", "simulator", "--dry-run", state=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is sent" in done.stdout
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["cache.key"]


@pytest.mark.parametrize("module", ["httpx", "jinja2", "jsonschema", "sqlite3", "http.server", "ssl"])
def test_a_dry_run_loads_nothing_that_only_a_run_needs(module: str, tmp_path: Path) -> None:
    arguments = ("run", CASE, "-i", "case_id=c-91", "-e", "simulator", "--dry-run")
    runbook(*arguments, state=tmp_path)
    done = runbook(*arguments, state=tmp_path, PYTHONPROFILEIMPORTTIME="1")
    assert not [line for line in done.stderr.splitlines() if line.endswith(f" {module}")]


def test_a_run_goes_through_the_fallback(tmp_path: Path) -> None:
    done = runbook("run", CASE, "-i", "case_id=c-91", "-i", "service_ids=s1,s2", "-e", "simulator", state=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (Exit.DONE, 1)
    assert "in simulator at http://127.0.0.1:…. If interrupted: runbook runs show r-" in done.stderr
    assert "-> fallback" in done.stdout
    assert "~ done with notes" in done.stdout


def test_production_without_confirmation_prints_the_plan_and_sends_nothing(tmp_path: Path) -> None:
    done = runbook("run", CASE, "-i", "case_id=c-91", "-e", "prod", state=tmp_path, KARMACHECK_TOKEN=CANARY)
    assert done.returncode == Exit.PERSON
    assert "PRODUCTION" in done.stdout
    assert "not confirmed: nothing was sent" in done.stderr
    assert CANARY not in done.stdout + done.stderr


def test_a_server_of_ones_own_that_is_not_there_hands_over(tmp_path: Path) -> None:
    arguments = ("run", CASE, "-i", "case_id=c-91", "-e", "stage", "--server", "kc=http://127.0.0.1:1", "-o", "json")
    done = runbook(*arguments, state=tmp_path, KARMACHECK_TOKEN=CANARY)
    report = json.loads(done.stdout)
    assert done.returncode == Exit.PERSON
    assert report["totals"]["requests"] == 0
    assert report["totals"]["in_doubt"] == 0
    assert CANARY not in done.stdout + done.stderr


def test_environment_variables_of_others_change_nothing(tmp_path: Path) -> None:
    others = {"HTTP_PROXY": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1", "SSL_CERT_FILE": "/nowhere"}
    done = runbook("run", CASE, "-i", "case_id=c-plain", "-e", "simulator", state=tmp_path, **others)
    assert done.returncode == Exit.DONE


def test_an_input_that_holds_a_secret_is_refused_before_anything_is_recorded(tmp_path: Path) -> None:
    arguments = ("run", CASE, "-i", f"case_id={CANARY}", "-e", "prod", "--yes")
    done = runbook(*arguments, state=tmp_path, KARMACHECK_TOKEN=CANARY)
    assert done.returncode == Exit.INVALID
    assert "error[secret-in-input]" in done.stderr
    assert CANARY not in done.stderr + done.stdout
    assert not list(tmp_path.rglob("r-*"))
