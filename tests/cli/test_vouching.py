from pathlib import Path

import pytest
from plan_project import Project

from runbook.cli.plan_files import OpenPlan, open_plan
from runbook.cli.refusal import Refusal
from runbook.cli.vouching import no_signature, objections, with_principals
from runbook.frozen import replace
from runbook.planning.plan_file import PlanFile, Signature
from runbook.runtime.signing import SigningError


@pytest.fixture
def file(project: Project) -> PlanFile:
    assert project.plan().code == 0
    assert project.approve("bob").code == 0
    found = open_plan(project.file)
    assert isinstance(found, OpenPlan)
    return found.file


def test_todays_file_says_whose_a_signature_is(file: PlanFile, project: Project) -> None:
    assert objections(file, "p.json") == []
    (bob,) = file.approvals
    assert with_principals(file, bob).principal == "bob@example.com"
    project.allow("ann")
    assert with_principals(file, bob).principal == ""
    assert [one.rule for one in objections(file, "p.json") or []] == ["unknown-signer"]  # type: ignore[union-attr]


def test_a_signature_of_another_plan_is_none_of_this_one(file: PlanFile) -> None:
    other = replace(file, saved=replace(file.saved, remarks=()))
    found = objections(other, "p.json")
    assert isinstance(found, list)
    assert {one.rule for one in found} == {"bad-signature"}


def test_a_signature_that_is_no_text_of_one_is_refused(file: PlanFile) -> None:
    found = objections(replace(file, approvals=(Signature("SHA256:x", "bob", 0, "x"),)), "p.json")
    assert isinstance(found, list)
    assert [one.rule for one in found] == ["bad-signature"]


def test_without_the_file_nobody_can_tell(file: PlanFile) -> None:
    Path("allowed_signers").unlink()
    found = objections(file, "p.json")
    assert isinstance(found, Refusal)
    assert found.findings[0].rule == "no-signers"


def test_without_ssh_keygen_neither(file: PlanFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = objections(file, "p.json")
    assert isinstance(found, Refusal)
    assert found.findings[0].rule == "ssh-keygen"
    assert no_signature(SigningError("so")).findings[0].rule == "signing"
