import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from plan_project import Project, say

from runbook.cli.applied_plan import AppliedPlan
from runbook.cli.plan_files import OpenPlan, open_plan
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.runtime.applied import AppliedPlans
from runbook.runtime.state import state_directory


@pytest.fixture
def opened(project: Project) -> OpenPlan:
    project.play()
    assert project.plan(by=None).code == 0
    found = open_plan(project.file)
    assert isinstance(found, OpenPlan)
    return found


def test_of_two_processes_one_applies_the_plan(project: Project, opened: OpenPlan) -> None:
    command = [sys.executable, "-m", "runbook", "apply", project.file, "-o", "json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [one.communicate(timeout=60) for one in both]
    assert sorted(one.returncode for one in both) == [0, 4], said
    refusal = next(out for one, (out, _) in zip(both, said, strict=True) if one.returncode == 4)
    assert json.loads(refusal)["findings"][0]["rule"] == "plan-used"
    (journal,) = project.runs()
    used = AppliedPlans(state_directory(os.environ)).find(opened.file.saved.made.id)
    assert used is not None
    assert used.run == journal.stem


def test_a_run_that_cannot_begin_does_not_use_the_plan_up(opened: OpenPlan) -> None:
    refusal = refused(Diagnostic("journal", "no room"))
    assert AppliedPlan(opened).begin(lambda: refusal) is refusal
    assert AppliedPlans(state_directory(os.environ)).find(opened.file.saved.made.id) is None


def test_a_record_that_cannot_be_written_stops_it(project: Project, opened: OpenPlan) -> None:
    (Path(os.environ["RUNBOOK_STATE"]) / "applied").write_text("in the way")
    found = AppliedPlan(opened).begin(lambda: refused(Diagnostic("journal", "never asked")))
    assert isinstance(found, Refusal)
    assert found.findings[0].rule == "state-directory"
    assert project.apply().code in (2, 4)
    assert project.runs() == []


def test_while_another_process_applies_it_this_one_does_not(opened: OpenPlan) -> None:
    plans = AppliedPlans(state_directory(os.environ))
    with plans.reserved(opened.file.saved.made.id):
        found = AppliedPlan(opened).begin(lambda: refused(Diagnostic("journal", "never asked")))
    assert isinstance(found, Refusal)
    assert found.findings[0].rule == "plan-used"
    assert f"process {os.getpid()}" in found.findings[0].message


def real(project: Project) -> list[str]:
    """In production, where nothing is sent without a confirmation."""
    return ["play.yaml", "-i", "case_id=c-91", "-e", "prod", "-o", project.file]


def test_another_credential_is_noticed_by_its_fingerprint(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.play()
    monkeypatch.setenv("KARMACHECK_TOKEN", "opaque-token-number-one")
    assert say("plan", *real(project)).code == 0
    monkeypatch.setenv("KARMACHECK_TOKEN", "opaque-token-number-two")
    done = project.apply()
    assert done.code == 4
    assert "KARMACHECK_TOKEN is another credential than when the plan was made" in done.err
    assert project.runs() == []


def test_without_the_key_that_is_said_and_not_guessed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.play()
    monkeypatch.setenv("KARMACHECK_TOKEN", "opaque-token-number-one")
    monkeypatch.setenv("RUNBOOK_FINGERPRINT_KEY", "a key that the CI system has")
    assert say("plan", *real(project)).code == 0
    monkeypatch.delenv("RUNBOOK_FINGERPRINT_KEY")
    done = project.apply()
    assert done.code == 3
    assert "KARMACHECK_TOKEN was not compared with the plan: its fingerprint was made with another key" in done.err


def test_who_approved_has_confirmed_and_nobody_else(project: Project, opened: OpenPlan) -> None:
    assert not AppliedPlan(opened).confirmed
    project.play("approval: { signers: allowed_signers, environments: [simulator] }\n")
    assert project.plan().code == 0
    again = open_plan(project.file)
    assert isinstance(again, OpenPlan)
    assert AppliedPlan(again).confirmed
    assert AppliedPlan(again).plan == again.source.digest
